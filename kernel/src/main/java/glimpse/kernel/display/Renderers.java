package glimpse.kernel.display;

import glimpse.kernel.display.plot.Plot;
import java.awt.image.RenderedImage;
import java.sql.ResultSet;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registry of renderers of one session. The renderer of the nearest type wins: the value's class, then what it implements,
 * then its superclass and so on; one registered later replaces one for the same type. Any thread.
 */
public final class Renderers {
    private final Map<Class<?>, Renderer<Object>> byType = new ConcurrentHashMap<>();
    private final Map<String, Renderer<Object>> byClassName = Charts.byClassName();

    /** A registry with the renderers every session has. */
    public static Renderers standard() {
        Renderers renderers = new Renderers();
        renderers.register(DisplayData.class, data -> data);
        renderers.register(RenderedImage.class, Images::render);
        renderers.register(Collection.class, values -> Tables.of(values).orElseGet(() -> plain(values)));
        renderers.register(Map.class, map -> Tables.of(map).orElseGet(() -> plain(map)));
        renderers.register(ResultSet.class, ResultSets::render);
        renderers.register(Plot.class, Plot::render);
        renderers.register(Record.class, value -> Tables.of(value).orElseGet(() -> plain(value)));
        return renderers;
    }

    /** Shows values of {@code type} and of its subtypes with {@code renderer} from now on. */
    public <T> void register(Class<T> type, Renderer<? super T> renderer) {
        byType.put(type, value -> renderer.render(type.cast(value)));
    }

    /**
     * All representations of a value, {@code text/plain} always among them. A renderer that throws is passed over: the value is
     * then shown as text, with the reason.
     */
    public DisplayData render(Object value) {
        Optional<Renderer<Object>> renderer = value == null ? Optional.empty() : find(value.getClass());
        if (renderer.isEmpty()) {
            return value != null && value.getClass().isArray()
                    ? Tables.ofArray(value).orElseGet(() -> plain(value))
                    : plain(value);
        }
        try {
            DisplayData data = renderer.get().render(value);
            return data.data().containsKey(DisplayData.TEXT)
                    ? data
                    : data.with(DisplayData.TEXT, textBeside(value, data));
        } catch (RuntimeException e) {
            return DisplayData.text(TextForm.of(value) + "\n(its renderer threw " + e + ")");
        }
    }

    /**
     * Some representations of a value. What it has no renderer for is taken from its text, as whoever shows a string as HTML means it;
     * {@code text/plain} is always among them.
     */
    public DisplayData render(Object value, List<String> mimeTypes) {
        DisplayData all = render(value);
        String text = value instanceof CharSequence ? value.toString() : all.text();
        DisplayData some = DisplayData.text(all.text());
        for (String mimeType : mimeTypes) {
            some = some.with(mimeType, all.data().getOrDefault(mimeType, text));
        }
        return new DisplayData(some.data(), all.metadata());
    }

    private static DisplayData plain(Object value) {
        return DisplayData.text(TextForm.of(value));
    }

    /** A bundle made by hand shows its own first text; anything else its plain form. */
    private static String textBeside(Object value, DisplayData data) {
        if (!(value instanceof DisplayData)) {
            return TextForm.of(value);
        }
        return data.data().entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith("text/") || entry.getKey().endsWith("json"))
                .map(entry -> entry.getValue().toString())
                .findFirst()
                .orElseGet(() -> "<" + String.join(", ", data.data().keySet()) + ">");
    }

    private Optional<Renderer<Object>> find(Class<?> type) {
        return typesNearestFirst(type).stream()
                .map(each -> byType.getOrDefault(each, byClassName.get(each.getName())))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Set<Class<?>> typesNearestFirst(Class<?> type) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            types.add(c);
            Deque<Class<?>> interfaces = new ArrayDeque<>(List.of(c.getInterfaces()));
            while (!interfaces.isEmpty()) {
                Class<?> next = interfaces.removeFirst();
                if (types.add(next)) {
                    interfaces.addAll(List.of(next.getInterfaces()));
                }
            }
        }
        return types;
    }
}
