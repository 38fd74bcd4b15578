package glimpse.kernel.magic;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The environment of the commands that a session starts: this process's own, with what {@code %env} has set. Any thread. */
final class CommandEnvironment {
    private final Map<String, String> changes = new ConcurrentSkipListMap<>();

    void set(String name, String value) {
        changes.put(name, value);
    }

    void applyTo(ProcessBuilder command) {
        command.environment().putAll(changes);
    }

    /** All of it, by name. */
    Map<String, String> all() {
        Map<String, String> all = new ConcurrentSkipListMap<>(System.getenv());
        all.putAll(changes);
        return all;
    }
}
