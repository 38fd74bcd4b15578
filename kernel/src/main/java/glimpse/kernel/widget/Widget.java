package glimpse.kernel.widget;

import glimpse.kernel.cell.Callbacks;
import glimpse.kernel.cell.CurrentCell;
import glimpse.kernel.cell.FrontEndComms;
import glimpse.kernel.display.DisplayData;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One widget. It appears when it is the value of a cell or is displayed. Any thread.
 *
 * @param <T> the type of its value
 */
public final class Widget<T> {
    private static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private final Model model;
    private final String valueField;
    private final Function<Object, T> fromField;
    private final Function<T, Object> toField;
    private final CopyOnWriteArrayList<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
    private final String label;
    private volatile T value;
    private Optional<Model.Opened> opened = Optional.empty();

    Widget(Model model, String valueField, Function<Object, T> fromField, Function<T, Object> toField, T value) {
        this.model = model;
        this.label = String.valueOf(model.state().getOrDefault("description", ""));
        this.valueField = valueField;
        this.fromField = fromField;
        this.toField = toField;
        this.value = value;
    }

    /** What it shows now. */
    public T value() {
        return value;
    }

    /** Shows another value; its listeners are told. */
    public void set(T next) {
        value = next;
        synchronized (this) {
            opened.ifPresent(shown -> shown.update(valueField, toField.apply(next)));
        }
        listeners.forEach(listener -> listener.accept(next));
    }

    /** Has {@code listener} called with each new value, as a part of the cell that asks for it: what it prints appears there. */
    public Widget<T> onChange(Consumer<T> listener) {
        CurrentCell cell = CurrentCell.get().orElse(null);
        Callbacks callbacks =
                cell == null ? null : cell.service(Callbacks.class).orElse(null);
        if (callbacks == null) {
            return onChangeHere(listener);
        }
        return onChangeHere(next -> callbacks.run(cell.cell(), cell.output(), () -> {
            listener.accept(next);
            return Optional.empty();
        }));
    }

    /** Has {@code listener} called with each new value, on the thread that brings it. */
    Widget<T> onChangeHere(Consumer<T> listener) {
        listeners.add(listener);
        return this;
    }

    /** A view of it; where there are no widgets, its label and value. */
    public DisplayData render() {
        DisplayData text = DisplayData.text(toString());
        return CurrentCell.get()
                .flatMap(cell -> cell.output().comms())
                .map(comms -> text.with(
                        VIEW,
                        Map.of(
                                "version_major",
                                2,
                                "version_minor",
                                0,
                                "model_id",
                                open(comms).id())))
                .orElse(text);
    }

    /** Makes it known to the front end, once. */
    synchronized Model.Opened open(FrontEndComms comms) {
        if (opened.isEmpty()) {
            model.state().put(valueField, toField.apply(value));
            opened = Optional.of(model.open(comms, this::received));
        }
        return opened.get();
    }

    private void received(Map<String, Object> data) {
        if (data.get("state") instanceof Map<?, ?> state && state.containsKey(valueField)) {
            T next = fromField.apply(state.get(valueField));
            value = next;
            listeners.forEach(listener -> listener.accept(next));
        } else if (data.get("content") instanceof Map<?, ?> content && "click".equals(content.get("event"))) {
            listeners.forEach(listener -> listener.accept(value));
        }
    }

    @Override
    public String toString() {
        return value == null ? "[" + label + "]" : label + (label.isEmpty() ? "" : ": ") + value;
    }
}
