package glimpse.worker.slot;

import glimpse.cluster.channel.LogEvent;
import java.util.function.Consumer;

/** What the tasks of one detached chunk print, the beginning of it; of the rest only the number of lines is known. Any thread. */
final class KeptOutput implements Consumer<LogEvent> {
    private static final int MOST_CHARACTERS = 256 * 1024;

    private final StringBuilder text = new StringBuilder();
    private long dropped;

    @Override
    public synchronized void accept(LogEvent event) {
        if (dropped == 0 && text.length() + event.text().length() <= MOST_CHARACTERS) {
            text.append(event.text());
        } else {
            dropped += event.lines();
        }
    }

    synchronized String text() {
        return text.toString();
    }

    /** Lines that are not in the text. */
    synchronized long dropped() {
        return dropped;
    }
}
