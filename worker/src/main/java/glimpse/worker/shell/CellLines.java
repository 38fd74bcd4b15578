package glimpse.worker.shell;

import java.util.HashMap;
import java.util.Map;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;

/** Which line of its cell a snippet begins on; JShell itself counts from the snippet's begin. One thread at a time. */
final class CellLines {
    /** A frame of a snippet has its id as the file. */
    private static final String FILE = "#";

    private final Map<String, Start> starts = new HashMap<>();
    private int cell;

    /** @param line from 1 */
    private record Start(int cell, int line) {}

    void nextCell() {
        cell++;
    }

    /** @param before what the cell has before the snippet */
    void note(Snippet snippet, String before) {
        starts.put(snippet.id(), new Start(cell, 1 + newlines(before)));
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Where the compiler found fault with a snippet of this cell. */
    String place(Snippet snippet, Diag fault) {
        String source = snippet.source();
        int at = Math.max(0, Math.min((int) fault.getPosition(), source.length()));
        return place(starts.get(snippet.id()), newlines(source.substring(0, at)));
    }

    /** A frame as users know it: the method, and the line of the cell; other code's as it is. */
    String place(StackTraceElement frame) {
        String file = frame.getFileName();
        Start start = file != null && file.startsWith(FILE) ? starts.get(file.substring(FILE.length())) : null;
        if (start == null) {
            return frame.toString();
        }
        String place = place(start, frame.getLineNumber() - 1);
        return frame.getMethodName().isEmpty() ? place : frame.getMethodName() + " (" + place + ")";
    }

    private String place(Start start, int linesBelow) {
        return "line " + (start.line() + linesBelow) + (start.cell() == cell ? "" : " of an earlier cell");
    }
}
