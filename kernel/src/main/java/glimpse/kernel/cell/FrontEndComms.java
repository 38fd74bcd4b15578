package glimpse.kernel.cell;

import java.util.Map;
import java.util.function.Consumer;

/** Conversations with code in the front end, such as its widgets. Any thread. */
public interface FrontEndComms {
    /** Opens one to what the front end calls {@code target}; {@code data} are plain values: maps, lists, strings, numbers. */
    Comm open(String target, Map<String, Object> data, Map<String, Object> metadata);

    /** An open conversation. */
    interface Comm {
        String id();

        void send(Map<String, Object> data);

        /** Has {@code listener} hear what the front end says, one message at a time, while no cell runs. */
        void onMessage(Consumer<Map<String, Object>> listener);
    }
}
