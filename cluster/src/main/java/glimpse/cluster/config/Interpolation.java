package glimpse.cluster.config;

import java.util.function.Function;

/**
 * The {@code %(name)s} of an INI value, replaced by other values of its section; {@code %%} is one percent sign. Bounded in
 * depth and in length, so that no file makes it run away. The rules are those of Python's SafeConfigParser.
 */
final class Interpolation {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_LENGTH = 64 * 1024;

    private final Function<String, String> values;

    /** Takes the raw value of a lower-case name from {@code values}, null where there is none. */
    Interpolation(Function<String, String> values) {
        this.values = values;
    }

    /** Replaces; an {@link IllegalArgumentException} says what is wrong. */
    String of(String raw) {
        StringBuilder out = new StringBuilder();
        append(raw, out, 1);
        return out.toString();
    }

    private void append(String raw, StringBuilder out, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("at most " + MAX_DEPTH + " levels of %(name)s, no circles");
        }
        int at = 0;
        for (int percent; (percent = raw.indexOf('%', at)) >= 0; ) {
            add(raw, at, percent, out);
            if (raw.startsWith("%%", percent)) {
                out.append('%');
                at = percent + 2;
                continue;
            }
            int close = raw.indexOf(")s", percent);
            if (!raw.startsWith("%(", percent) || close < 0) {
                throw new IllegalArgumentException("%(name)s, or %% for a percent sign");
            }
            append(value(raw.substring(percent + 2, close)), out, depth + 1);
            at = close + 2;
        }
        add(raw, at, raw.length(), out);
    }

    private static void add(String raw, int from, int to, StringBuilder out) {
        out.append(raw, from, to);
        if (out.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("at most " + MAX_LENGTH + " characters after replacing %(name)s");
        }
    }

    private String value(String name) {
        String value = values.apply(ConfigFile.lower(name));
        if (value == null) {
            throw new IllegalArgumentException("a key \"" + name + "\" in the same section or in [DEFAULT]");
        }
        return value;
    }
}
