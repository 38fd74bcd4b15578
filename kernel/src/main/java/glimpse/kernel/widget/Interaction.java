package glimpse.kernel.widget;

import glimpse.kernel.cell.Callbacks;
import glimpse.kernel.cell.CurrentCell;
import glimpse.kernel.cell.FrontEndComms;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.Renderers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A function of some widgets, whose value is shown below them and anew at each change. */
public final class Interaction {
    private static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private final List<Widget<?>> widgets;
    private final Supplier<?> function;

    public Interaction(Supplier<?> function, List<Widget<?>> widgets) {
        this.function = function;
        this.widgets = List.copyOf(widgets);
    }

    /** The widgets and the value of now; without widgets, that value alone. */
    public DisplayData render() {
        CurrentCell cell = CurrentCell.get().orElseThrow(() -> new IllegalStateException("this thread has no cell"));
        Renderers renderers = cell.service(Renderers.class).orElseThrow();
        DisplayData now = renderers.render(function.get());
        Optional<FrontEndComms> comms = cell.output().comms();
        return comms.isEmpty() ? now : view(cell, renderers, comms.get(), now);
    }

    private DisplayData view(CurrentCell cell, Renderers renderers, FrontEndComms comms, DisplayData now) {
        Model.Opened output = Model.output().open(comms, message -> {});
        output.update("outputs", List.of(shown(now)));
        Callbacks callbacks = cell.service(Callbacks.class).orElseThrow();
        List<String> children = new ArrayList<>();
        for (Widget<?> widget : widgets) {
            children.add(widget.open(comms).id());
            widget.onChangeHere(value -> {
                CapturedOutput captured = new CapturedOutput(cell.output());
                callbacks.run(cell.cell(), captured, () -> Optional.of(renderers.render(function.get())));
                output.update("outputs", captured.outputs());
            });
        }
        children.add(output.id());
        String id = Model.box(children).open(comms, message -> {}).id();
        return DisplayData.text(now.text()).with(VIEW, Map.of("version_major", 2, "version_minor", 0, "model_id", id));
    }

    private static Map<String, Object> shown(DisplayData data) {
        return Map.of("output_type", "display_data", "data", data.data(), "metadata", data.metadata());
    }
}
