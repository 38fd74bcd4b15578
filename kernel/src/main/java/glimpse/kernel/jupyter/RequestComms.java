package glimpse.kernel.jupyter;

import glimpse.kernel.cell.FrontEndComms;
import glimpse.kernel.jupyter.comm.Comms;
import glimpse.kernel.jupyter.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Comms that are opened because of one request. Any thread. */
record RequestComms(Comms comms, Request request) implements FrontEndComms {
    @Override
    public Comm open(String target, Map<String, Object> data, Map<String, Object> metadata) {
        return new Opened(comms.open(target, request.header(), Json.tree(data), Json.tree(metadata), List.of()));
    }

    private record Opened(glimpse.kernel.jupyter.comm.Comm comm) implements Comm {
        @Override
        public String id() {
            return comm.id();
        }

        @Override
        public void send(Map<String, Object> data) {
            comm.send(Json.tree(data));
        }

        @Override
        public void onMessage(Consumer<Map<String, Object>> listener) {
            comm.onMessage(message -> listener.accept(Json.map(message.data())));
        }
    }
}
