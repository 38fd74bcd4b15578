package glimpse.kernel.interpreter;

import java.util.ArrayList;
import java.util.List;

/**
 * Frames of a trace that stand there once, or that recursion has put there many times over.
 *
 * @param times how often they stand there, one after the other
 */
record Repeats(List<StackTraceElement> frames, int times) {
    /** Methods that call each other in a circle longer than this are shown as they are. */
    private static final int MAX_CIRCLE = 8;

    /** Fewer repetitions are read faster than a line about them. */
    private static final int MIN_TIMES = 4;

    Repeats {
        frames = List.copyOf(frames);
    }

    /** The parts of a trace, in order. */
    static List<Repeats> in(List<StackTraceElement> trace) {
        List<Repeats> parts = new ArrayList<>();
        int once = 0; // from here to at, nothing repeats
        int at = 0;
        while (at < trace.size()) {
            Repeats circle = circleAt(trace, at);
            if (circle.times < MIN_TIMES) {
                at++;
                continue;
            }
            if (once < at) {
                parts.add(new Repeats(trace.subList(once, at), 1));
            }
            parts.add(circle);
            at += circle.frames.size() * circle.times;
            once = at;
        }
        if (once < at) {
            parts.add(new Repeats(trace.subList(once, at), 1));
        }
        return parts;
    }

    /** The shortest circle that begins there and repeats often enough; else the frame itself, once. */
    private static Repeats circleAt(List<StackTraceElement> trace, int at) {
        for (int length = 1; length <= MAX_CIRCLE; length++) {
            int times = times(trace, at, length);
            if (times >= MIN_TIMES) {
                return new Repeats(trace.subList(at, at + length), times);
            }
        }
        return new Repeats(trace.subList(at, at + 1), 1);
    }

    private static int times(List<StackTraceElement> trace, int at, int length) {
        int end = at + length;
        while (end < trace.size() && trace.get(end).equals(trace.get(end - length))) {
            end++;
        }
        return (end - at) / length;
    }

    /** What to say below them. */
    String words() {
        String what = frames.size() == 1 ? "the line above" : "the " + frames.size() + " lines above";
        return what + " " + (times - 1) + " more times";
    }
}
