package glimpse.kernel.widget;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The kinds of widgets. */
public final class Widgets {
    private Widgets() {}

    /** A number to choose by sliding. */
    public static Widget<Integer> slider(String label, int from, int to, int value) {
        if (from > to || value < from || value > to) {
            throw new IllegalArgumentException(value + " from " + from + " to " + to + " (expected: within the range)");
        }
        return new Widget<>(
                Model.control(
                        "IntSliderModel",
                        "IntSliderView",
                        "SliderStyleModel",
                        Map.of("description", label, "min", from, "max", to, "step", 1, "readout_format", "d")),
                "value",
                field -> ((Number) field).intValue(),
                number -> number,
                value);
    }

    /** A number with a fraction to choose by sliding, in a hundred steps. */
    public static Widget<Double> slider(String label, double from, double to, double value) {
        if (!(from < to && value >= from && value <= to)) {
            throw new IllegalArgumentException(value + " from " + from + " to " + to + " (expected: within the range)");
        }
        return new Widget<>(
                Model.control(
                        "FloatSliderModel",
                        "FloatSliderView",
                        "SliderStyleModel",
                        Map.of("description", label, "min", from, "max", to, "step", (to - from) / 100)),
                "value",
                field -> ((Number) field).doubleValue(),
                number -> number,
                value);
    }

    /** One of several things; the first is chosen. */
    public static <T> Widget<T> dropdown(String label, List<T> options) {
        if (options.isEmpty()) {
            throw new IllegalArgumentException("no options (expected: at least one)");
        }
        List<T> kept = List.copyOf(options);
        return new Widget<>(
                Model.control(
                        "DropdownModel",
                        "DropdownView",
                        "DescriptionStyleModel",
                        Map.of(
                                "description",
                                label,
                                "_options_labels",
                                kept.stream().map(String::valueOf).toList())),
                "index",
                field -> kept.get(((Number) field).intValue()),
                kept::indexOf,
                kept.get(0));
    }

    /** A line of text, whose value changes when it is entered. */
    public static Widget<String> textField(String label, String value) {
        return new Widget<>(
                Model.control(
                        "TextModel",
                        "TextView",
                        "TextStyleModel",
                        Map.of("description", label, "continuous_update", false)),
                "value",
                String::valueOf,
                text -> text,
                value);
    }

    /** Yes or no. */
    public static Widget<Boolean> checkbox(String label, boolean value) {
        return new Widget<>(
                Model.control(
                        "CheckboxModel",
                        "CheckboxView",
                        "CheckboxStyleModel",
                        Map.of("description", label, "indent", true)),
                "value",
                Boolean.TRUE::equals,
                yes -> yes,
                value);
    }

    /** Something to press. */
    public static Widget<Void> button(String label, Runnable action) {
        Function<Object, Void> nothing = field -> null;
        return new Widget<Void>(
                        Model.control("ButtonModel", "ButtonView", "ButtonStyleModel", Map.of("description", label)),
                        "tooltip",
                        nothing,
                        none -> label,
                        null)
                .onChange(none -> action.run());
    }

    /** How far something is, from 0 to {@code end}: code moves it by {@code set}. */
    public static Widget<Double> progress(String label, double end) {
        return new Widget<>(
                Model.control(
                        "FloatProgressModel",
                        "ProgressView",
                        "ProgressStyleModel",
                        Map.of("description", label, "min", 0.0, "max", end)),
                "value",
                field -> ((Number) field).doubleValue(),
                number -> number,
                0.0);
    }
}
