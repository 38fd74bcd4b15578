package glimpse.gearman.admin;

import java.util.List;

/** A line with tabs between its columns, of which the first, a name, may hold tabs itself; so columns are counted from the end. */
final class Columns {
    private final String command;
    private final String line;
    private final List<String> columns;

    private Columns(String command, String line, List<String> columns) {
        this.command = command;
        this.line = line;
        this.columns = columns;
    }

    static Columns of(String command, String line, int atLeast) throws AdminException {
        List<String> columns = List.of(line.split("\t", -1));
        if (columns.size() < atLeast) {
            throw new AdminException(command, line);
        }
        Columns parsed = new Columns(command, line, columns);
        for (int i = 1 - atLeast; i < 0; i++) {
            number(command, line, parsed.columns.get(columns.size() + i));
        }
        return parsed;
    }

    /** The text from a column on, without so many at the end. */
    String text(int from, int withoutLast) {
        return String.join("\t", columns.subList(from, columns.size() - withoutLast));
    }

    /** The number in a column counted from the end: -1 is the last. */
    long number(int fromEnd) {
        return Long.parseLong(columns.get(columns.size() + fromEnd));
    }

    static long number(String command, String line, String text) throws AdminException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            AdminException e = new AdminException(command, line);
            e.initCause(notANumber);
            throw e;
        }
    }

    @Override
    public String toString() {
        return command + ": " + line;
    }
}
