package glimpse.kernel.widget;

import glimpse.kernel.cell.FrontEndComms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What ipywidgets' front end keeps of one widget: which of its classes, and the state of its fields.
 *
 * @param module the front end's package
 * @param version of the package
 * @param name of the class of the model; the view's begins alike
 * @param view the class that draws it, empty for none
 * @param style the class of its style, empty for none
 * @param state by field; changed until it is opened, and by updates
 */
record Model(String module, String version, String name, String view, String style, Map<String, Object> state) {
    private static final String TARGET = "jupyter.widget";
    private static final Map<String, Object> PROTOCOL = Map.of("version", "2.1.0");
    private static final String BASE = "@jupyter-widgets/base";
    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final String VERSION = "2.0.0";

    Model {
        state = new ConcurrentHashMap<>(state);
    }

    /** One of the usual controls. */
    static Model control(String name, String view, String style, Map<String, Object> state) {
        return new Model(CONTROLS, VERSION, name, view, style, state);
    }

    /** A box with widgets one below the other. */
    static Model box(List<String> children) {
        List<String> references = children.stream().map(Model::reference).toList();
        return control("VBoxModel", "VBoxView", "", Map.of("children", references, "box_style", ""));
    }

    /** Where a callback's output goes. */
    static Model output() {
        return new Model(
                "@jupyter-widgets/output",
                "1.0.0",
                "OutputModel",
                "OutputView",
                "",
                Map.of("msg_id", "", "outputs", List.of()));
    }

    static String reference(String id) {
        return "IPY_MODEL_" + id;
    }

    /** Tells the front end of it; {@code received} hears what comes back. */
    Opened open(FrontEndComms comms, Consumer<Map<String, Object>> received) {
        Map<String, Object> all = new HashMap<>(state);
        all.putAll(Map.of("_model_module", module, "_model_module_version", version, "_model_name", name));
        all.putAll(Map.of("_view_module", module, "_view_module_version", version, "_view_name", view));
        all.put("layout", reference(part(comms, BASE, "LayoutModel", "LayoutView")));
        if (!style.isEmpty()) {
            all.put("style", reference(part(comms, CONTROLS, style, "StyleView")));
        }
        FrontEndComms.Comm comm = comms.open(TARGET, data(all), PROTOCOL);
        Opened opened = new Opened(comm, all);
        comm.onMessage(message -> opened.received(message, received));
        return opened;
    }

    private static String part(FrontEndComms comms, String module, String name, String view) {
        Map<String, Object> state = new HashMap<>();
        state.putAll(Map.of("_model_module", module, "_model_module_version", VERSION, "_model_name", name));
        state.putAll(Map.of("_view_module", BASE, "_view_module_version", VERSION, "_view_name", view));
        return comms.open(TARGET, data(state), PROTOCOL).id();
    }

    private static Map<String, Object> data(Map<String, Object> state) {
        return Map.of("state", state, "buffer_paths", List.of());
    }

    /** A model that the front end has. */
    record Opened(FrontEndComms.Comm comm, Map<String, Object> state) {
        String id() {
            return comm.id();
        }

        synchronized void update(String field, Object value) {
            state.put(field, value);
            comm.send(Map.of("method", "update", "state", Map.of(field, value), "buffer_paths", List.of()));
        }

        private void received(Map<String, Object> message, Consumer<Map<String, Object>> listener) {
            if ("request_state".equals(message.get("method"))) {
                sendAll();
            } else {
                remember(message.get("state"));
                listener.accept(message);
            }
        }

        private synchronized void remember(Object changed) {
            if (changed instanceof Map<?, ?> fields) {
                fields.forEach((field, value) -> state.put(String.valueOf(field), value));
            }
        }

        private synchronized void sendAll() {
            comm.send(Map.of("method", "update", "state", new HashMap<>(state), "buffer_paths", List.of()));
        }
    }
}
