package glimpse.worker.slot;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.cluster.channel.LogEvent.Stream;
import java.io.OutputStream;
import java.io.PrintStream;

/** {@code System.out} and {@code System.err} of a worker JVM: what a task's threads print goes to its log, the rest where it went before. */
final class TaskStreams {
    private static PrintStream installed;

    private TaskStreams() {}

    /** Takes both streams; they stay taken as long as the JVM lives. Doing it twice changes nothing. */
    static synchronized void install() {
        if (System.out != installed) {
            installed = new PrintStream(new Demultiplexer(Stream.OUT, System.out), true, UTF_8);
            System.setOut(installed);
            System.setErr(new PrintStream(new Demultiplexer(Stream.ERR, System.err), true, UTF_8));
        }
    }

    private static final class Demultiplexer extends OutputStream {
        private final Stream stream;
        private final PrintStream before;

        Demultiplexer(Stream stream, PrintStream before) {
            this.stream = stream;
            this.before = before;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            TaskLog log = TaskLog.current();
            if (log == null) {
                before.write(bytes, offset, length);
            } else {
                log.write(stream, bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            if (TaskLog.current() == null) {
                before.flush();
            }
        }
    }
}
