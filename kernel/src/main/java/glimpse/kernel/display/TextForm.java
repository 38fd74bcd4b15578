package glimpse.kernel.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The {@code text/plain} form of any value: strings and characters quoted as jshell does, arrays by content, long collections cut
 * with a count, everything else by its {@code toString}.
 */
public final class TextForm {
    private static final int MAX_ELEMENTS = 1000;
    private static final int MAX_CHARS = 100_000;

    private final StringBuilder text = new StringBuilder();
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private TextForm() {}

    public static String of(Object value) {
        if (value instanceof CharSequence string) {
            return quoted(shortened(string.toString()), '"');
        }
        if (value instanceof Character c) {
            return quoted(c.toString(), '\'');
        }
        TextForm form = new TextForm();
        form.append(value);
        return shortened(form.text.toString());
    }

    private void append(Object value) {
        if (value == null || !hasElements(value)) {
            text.append(string(value));
        } else if (!open.add(value)) {
            text.append("(this collection)");
        } else {
            if (value instanceof Map<?, ?> map) {
                appendAll('{', map.entrySet().iterator(), map.size(), this::appendEntry, '}');
            } else if (value instanceof Collection<?> collection) {
                appendAll('[', collection.iterator(), collection.size(), this::append, ']');
            } else {
                appendAll('[', elements(value), Array.getLength(value), this::append, ']');
            }
            open.remove(value);
        }
    }

    /** Collections and maps of the JDK print alike; one that prints itself otherwise keeps its own form. */
    private static boolean hasElements(Object value) {
        boolean ofTheJdk = value.getClass().getName().startsWith("java.util.");
        return value.getClass().isArray()
                || (ofTheJdk && (value instanceof Collection<?> || value instanceof Map<?, ?>));
    }

    private <T> void appendAll(char begin, Iterator<T> elements, int size, Consumer<? super T> append, char end) {
        text.append(begin);
        for (int i = 0; elements.hasNext(); i++) {
            text.append(i == 0 ? "" : ", ");
            if (i == MAX_ELEMENTS || text.length() > MAX_CHARS) {
                text.append("… ").append(size - i).append(" more");
                break;
            }
            append.accept(elements.next());
        }
        text.append(end);
    }

    private void appendEntry(Object entry) {
        append(((Map.Entry<?, ?>) entry).getKey());
        text.append('=');
        append(((Map.Entry<?, ?>) entry).getValue());
    }

    private static Iterator<Object> elements(Object array) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < Array.getLength(array);
            }

            @Override
            public Object next() {
                return Array.get(array, next++);
            }
        };
    }

    private static String string(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | StackOverflowError e) {
            return value.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(value))
                    + " (its toString threw " + e.getClass().getName() + ")";
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CHARS
                ? text
                : text.substring(0, MAX_CHARS) + "… " + (text.length() - MAX_CHARS) + " more characters";
    }

    private static String quoted(String text, char quote) {
        StringBuilder out = new StringBuilder().append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(c);
                    } else if (Character.isISOControl(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append(quote).toString();
    }
}
