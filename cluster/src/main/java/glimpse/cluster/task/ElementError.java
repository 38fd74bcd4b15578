package glimpse.cluster.task;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The error of one element, in a form that can be shown even where the exception's class is unknown.
 *
 * @param position of the element within its chunk, from 0
 * @param className of the exception
 * @param message of the exception, empty if none
 * @param frames its stack, cut below the user's code, innermost first
 * @param trace the whole of it as text, with causes and suppressed ones
 * @param throwable the exception serialized, empty if it cannot be
 * @param durationNanos how long the element ran
 */
@SuppressWarnings("ArrayRecordComponent") // not copied: these are the bytes of one payload
public record ElementError(
        int position,
        String className,
        String message,
        List<StackTraceElement> frames,
        String trace,
        byte[] throwable,
        long durationNanos) {
    static final int LEAST_BYTES = 32;
    private static final int LEAST_FRAME_BYTES = 16;

    public ElementError {
        requireNonNull(className, "className");
        requireNonNull(message, "message");
        requireNonNull(trace, "trace");
        requireNonNull(throwable, "throwable");
        frames = List.copyOf(frames);
    }

    void write(PayloadWriter out) {
        out.u32(position).text(className).text(message).u32(frames.size());
        for (StackTraceElement frame : frames) {
            out.text(frame.getClassName())
                    .text(frame.getMethodName())
                    .text(frame.getFileName() == null ? "" : frame.getFileName())
                    .u32(frame.getLineNumber());
        }
        out.text(trace).bytes(throwable).u64(durationNanos);
    }

    static ElementError read(PayloadReader in) throws PayloadException {
        return new ElementError(in.u32(), in.text(), in.text(), frames(in), in.text(), in.bytes(), in.u64());
    }

    private static List<StackTraceElement> frames(PayloadReader in) throws PayloadException {
        int count = in.count(LEAST_FRAME_BYTES);
        List<StackTraceElement> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String className = in.text();
            String method = in.text();
            String file = in.text();
            frames.add(new StackTraceElement(className, method, file.isEmpty() ? null : file, in.u32()));
        }
        return frames;
    }
}
