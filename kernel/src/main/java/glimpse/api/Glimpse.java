package glimpse.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Task;
import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.CurrentCell;
import glimpse.kernel.cell.Evaluator;
import glimpse.kernel.cell.ShownIds;
import glimpse.kernel.cluster.Cluster;
import glimpse.kernel.cluster.SessionCluster;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.Renderer;
import glimpse.kernel.display.Renderers;
import glimpse.kernel.display.plot.Plot;
import glimpse.kernel.magic.FunctionMagic;
import glimpse.kernel.magic.MagicAction;
import glimpse.kernel.magic.Magics;
import glimpse.kernel.widget.Interaction;
import glimpse.kernel.widget.Widget;
import glimpse.kernel.widget.Widgets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What every cell can call by its plain name. */
public final class Glimpse {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GRAPH_STEPS = 300;

    private Glimpse() {}

    /**
     * Applies a function to every element, on all workers of the cluster at once, and waits for the results.
     *
     * <p>The function may use the session's variables, methods and classes: it sees them as they are now. What it prints appears
     * here, under the name of its worker. Ctrl-C or the stop button ends it.
     *
     * @param f what to do with an element, such as {@code n -> n * n}; it may throw
     * @param xs the elements: a list, {@code range(0, 100)}, anything that can be iterated
     * @return the results, in the order of the elements
     * @throws glimpse.cluster.pool.MapException if the function failed for an element; it has the results of the others
     */
    public static <A, R> List<R> map(Task<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return map(f, xs, MapOptions.DEFAULT);
    }

    /** Applies a function from a variable to every element, as {@link #map(Task, Iterable)} does. */
    public static <A, R> List<R> map(Function<? super A, ? extends R> f, Iterable<? extends A> xs) {
        return map(f, xs, MapOptions.DEFAULT);
    }

    /**
     * Applies a function to every element, as {@link #map(Task, Iterable)} does, with options.
     *
     * @param options such as {@code chunks(10)}: ten elements in each job
     */
    public static <A, R> List<R> map(Task<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return SessionCluster.current().map(f, xs, options);
    }

    /** Applies a function from a variable to every element, with options, as {@link #map(Task, Iterable, MapOptions)} does. */
    public static <A, R> List<R> map(Function<? super A, ? extends R> f, Iterable<? extends A> xs, MapOptions options) {
        return SessionCluster.current().map(f, xs, options);
    }

    /** Applies a function to every element of an array, as {@link #map(Task, Iterable)} does. */
    public static <A, R> List<R> map(Task<? super A, ? extends R> f, A[] xs) {
        return map(f, Arrays.asList(xs));
    }

    /** Applies a function from a variable to every element of an array, as {@link #map(Task, Iterable)} does. */
    public static <A, R> List<R> map(Function<? super A, ? extends R> f, A[] xs) {
        return map(f, Arrays.asList(xs));
    }

    /** Applies a function to every element of a stream, as {@link #map(Task, Iterable)} does. */
    public static <A, R> List<R> map(Task<? super A, ? extends R> f, BaseStream<A, ?> xs) {
        return map(f, (Iterable<A>) xs::iterator);
    }

    /** Applies a function from a variable to every element of a stream, as {@link #map(Task, Iterable)} does. */
    public static <A, R> List<R> map(Function<? super A, ? extends R> f, BaseStream<A, ?> xs) {
        return map(f, (Iterable<A>) xs::iterator);
    }

    /** Options for {@code map}: this many elements in each job, instead of as many as take about a fifth of a second. */
    public static MapOptions chunks(int elements) {
        return MapOptions.DEFAULT.withChunkSize(elements);
    }

    /** The integers from 0 to {@code end - 1}. */
    public static List<Integer> range(int end) {
        return range(0, end);
    }

    /** The integers from {@code begin} to {@code end - 1}; none if {@code end} is not above {@code begin}. */
    public static List<Integer> range(int begin, int end) {
        return new Range(begin, Math.toIntExact(Math.max(0L, (long) end - begin)));
    }

    /** The cluster of this session: its workers, and how to connect to another. {@code %cluster} shows it as a table. */
    public static Cluster cluster() {
        return SessionCluster.current();
    }

    /**
     * Shows a value below the cell, in the richest form that the front end has: tables, pictures, HTML, text.
     *
     * @return an id for {@link #updateDisplay}
     */
    public static String display(Object value) {
        return show(render(value));
    }

    /**
     * Shows a value in some of its forms only.
     *
     * @param mimeTypes such as {@code "text/html"}; a text that is shown as HTML, Markdown, LaTeX, SVG is taken as such
     * @return an id for {@link #updateDisplay}
     */
    public static String display(Object value, String... mimeTypes) {
        return show(render(value, mimeTypes));
    }

    private static String show(DisplayData data) {
        String id = UUID.randomUUID().toString();
        output().display(data, Optional.of(id));
        current().service(ShownIds.class).ifPresent(ids -> ids.shown(id));
        return id;
    }

    /** Replaces what {@link #display} has shown. */
    public static void updateDisplay(String id, Object value) {
        output().update(render(value), id);
    }

    /** Replaces what {@link #display} has shown, in some forms only. */
    public static void updateDisplay(String id, Object value, String... mimeTypes) {
        output().update(render(value, mimeTypes), id);
    }

    /** Removes what this cell has shown so far. */
    public static void clearOutput() {
        output().clear(false);
    }

    /**
     * Removes what this cell has shown so far.
     *
     * @param wait only when the next output comes, which avoids flicker
     */
    public static void clearOutput(boolean wait) {
        output().clear(wait);
    }

    /** The forms in which a value would be shown. */
    public static DisplayData render(Object value) {
        return renderers().render(value);
    }

    /** Some of the forms in which a value would be shown. */
    public static DisplayData render(Object value, String... mimeTypes) {
        return renderers().render(value, List.of(mimeTypes));
    }

    /** Shows values of a type, and of its subtypes, in a way of your own: {@code renderer(Point.class, p -> html("<b>" + p.x() + "</b>"))}. */
    public static <T> void renderer(Class<T> type, Renderer<? super T> renderer) {
        renderers().register(type, renderer);
    }

    /** HTML to show, as the value of a cell or by {@code display}. */
    public static DisplayData html(String html) {
        return DisplayData.of(DisplayData.HTML, html);
    }

    /** Markdown to show. */
    public static DisplayData markdown(String markdown) {
        return DisplayData.of(DisplayData.MARKDOWN, markdown);
    }

    /** LaTeX to show: {@code latex("$e^{i\\pi} = -1$")}; without a delimiter of mathematics, all of it is a formula. */
    public static DisplayData latex(String latex) {
        return DisplayData.latex(latex);
    }

    /** A picture in SVG to show. */
    public static DisplayData svg(String svg) {
        return DisplayData.of("image/svg+xml", svg);
    }

    /** A value as a JSON tree to unfold; a text is read as JSON. */
    public static DisplayData json(Object value) {
        try {
            Object tree = value instanceof String text ? JSON.readTree(text) : JSON.valueToTree(value);
            return DisplayData.of("application/json", JSON.convertValue(tree, Object.class))
                    .with(
                            DisplayData.TEXT,
                            JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A Vega-Lite chart to show: its specification as JSON text, or as maps and lists. */
    public static DisplayData vegaLite(Object specification) {
        return DisplayData.of(
                        "application/vnd.vegalite.v5+json",
                        json(specification).data().get("application/json"))
                .with(DisplayData.TEXT, "a Vega-Lite chart");
    }

    /** A line through the values: {@code plot(ys)}; more with {@code .points()}, {@code .bars()}, {@code .title("…")}. */
    public static Plot plot(double... ys) {
        return Plot.of(ys);
    }

    /** A line through the values. */
    public static Plot plot(Iterable<? extends Number> ys) {
        return Plot.of(doubles(ys));
    }

    /** A line through the points whose {@code x} and {@code y} are given. */
    public static Plot plot(double[] xs, double[] ys) {
        return Plot.of(xs, ys);
    }

    /** A line through the points whose {@code x} and {@code y} are given. */
    public static Plot plot(Iterable<? extends Number> xs, Iterable<? extends Number> ys) {
        return Plot.of(doubles(xs), doubles(ys));
    }

    /** A bar for each entry. */
    public static Plot plot(Map<?, ? extends Number> values) {
        return Plot.bars(values.keySet(), doubles(values.values()));
    }

    /** The graph of a function. */
    public static Plot plot(DoubleUnaryOperator f, double from, double to) {
        double[] xs = IntStream.rangeClosed(0, GRAPH_STEPS)
                .mapToDouble(i -> from + (to - from) * i / GRAPH_STEPS)
                .toArray();
        return Plot.of(xs, DoubleStream.of(xs).map(f).toArray());
    }

    /** How many of the values fall into each of {@code bins} ranges of equal width. */
    public static Plot histogram(Iterable<? extends Number> values, int bins) {
        return Plot.histogram(doubles(values), bins);
    }

    /** How many of the values fall into each of {@code bins} ranges of equal width. */
    public static Plot histogram(double[] values, int bins) {
        return Plot.histogram(values, bins);
    }

    private static double[] doubles(Iterable<? extends Number> values) {
        DoubleStream.Builder doubles = DoubleStream.builder();
        values.forEach(value -> doubles.add(value == null ? Double.NaN : value.doubleValue()));
        return doubles.build().toArray();
    }

    /** A whole number to choose by sliding; its {@code value()} is where it stands. */
    public static Widget<Integer> slider(String label, int from, int to, int value) {
        return Widgets.slider(label, from, to, value);
    }

    /** A number to choose by sliding. */
    public static Widget<Double> slider(String label, double from, double to, double value) {
        return Widgets.slider(label, from, to, value);
    }

    /** One of several things to choose. */
    public static <T> Widget<T> dropdown(String label, List<T> options) {
        return Widgets.dropdown(label, options);
    }

    /** A line of text to type. */
    public static Widget<String> textField(String label, String value) {
        return Widgets.textField(label, value);
    }

    /** A choice of yes or no. */
    public static Widget<Boolean> checkbox(String label, boolean value) {
        return Widgets.checkbox(label, value);
    }

    /** A button that does something; what it prints appears below the cell. */
    public static Widget<Void> button(String label, Runnable action) {
        return Widgets.button(label, action);
    }

    /** A bar that code fills: {@code bar.set(0.5)}. */
    public static Widget<Double> progressBar(String label, double end) {
        return Widgets.progress(label, end);
    }

    /** Shows a widget and the function of its value, anew at each change: {@code interact(n -> plot(…), slider("n", 1, 10, 5))}. */
    public static <T> Interaction interact(Function<? super T, ?> f, Widget<T> widget) {
        return new Interaction(() -> f.apply(widget.value()), List.of(widget));
    }

    /** Shows two widgets and the function of their values, anew at each change. */
    public static <T, U> Interaction interact(
            BiFunction<? super T, ? super U, ?> f, Widget<T> first, Widget<U> second) {
        return new Interaction(() -> f.apply(first.value(), second.value()), List.of(first, second));
    }

    /**
     * Makes a magic: {@code magic("shout", (line, cell) -> (line + cell).toUpperCase())}.
     *
     * @param f of the rest of its line and of the cell below, for {@code %%}; what it gives is the cell's value
     */
    public static void magic(String name, BiFunction<String, String, Object> f) {
        magics().register(name, new FunctionMagic(name, f));
    }

    /** Adds a magic that is a class with an annotation of its own. */
    public static void magic(MagicAction magic) {
        magics().register(magic);
    }

    /**
     * Runs code, which may hold magics, in the session: {@code (int) eval("1 + 2") + 3}.
     *
     * @return the value of its last expression, or null
     * @throws IllegalArgumentException if it does not compile; whatever it throws comes through as it is
     */
    public static Object eval(String code) {
        return evaluator().eval(code);
    }

    /** What a line magic gives: {@code List<String> jars = lineMagic("jars", List.of("lib/*.jar"))}; null if it gives nothing. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // as its caller expects it
    public static <T> T lineMagic(String name, List<String> words) {
        return lineMagic(name, quoted(words));
    }

    /** What a line magic gives, with its arguments as they are typed. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as its caller expects it
    public static <T> T lineMagic(String name, String arguments) {
        return (T) evaluator().magic(name, arguments, Optional.empty());
    }

    /** What a cell magic gives; null if it gives nothing. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as its caller expects it
    public static <T> T cellMagic(String name, List<String> words, String body) {
        return (T) evaluator().magic(name, quoted(words), Optional.of(body));
    }

    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> word.matches("[^\\s\"']+") ? word : '"' + word.replaceAll("[\"\\\\]", "\\\\$0") + '"')
                .collect(Collectors.joining(" "));
    }

    /** This session, as notebooks and libraries for JJava speak to their kernel: {@code getKernelInstance().getRenderer()}. */
    public static BaseKernel getKernelInstance() {
        return BaseKernel.notebookKernel();
    }

    /** Prints as {@code System.out.printf}. */
    public static void printf(String format, Object... values) {
        System.out.printf(format, values);
    }

    private static Evaluator evaluator() {
        return current()
                .service(Evaluator.class)
                .orElseThrow(() -> new IllegalStateException("this session evaluates nothing"));
    }

    private static Magics magics() {
        return current()
                .service(Magics.class)
                .orElseThrow(() -> new IllegalStateException("this session has no magics"));
    }

    private static Renderers renderers() {
        return current()
                .service(Renderers.class)
                .orElseThrow(() -> new IllegalStateException("this session has no renderers"));
    }

    private static CellOutput output() {
        return current().output();
    }

    private static CurrentCell current() {
        return CurrentCell.get()
                .orElseThrow(
                        () -> new IllegalStateException("nowhere to show it: this thread does not belong to a cell"));
    }
}
