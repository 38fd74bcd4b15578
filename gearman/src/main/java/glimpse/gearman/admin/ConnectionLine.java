package glimpse.gearman.admin;

import java.util.List;

/**
 * A line of {@code workers}: a connection, also one that is no worker's.
 *
 * @param number the server's number for it
 * @param address the peer, without its port
 * @param id what it calls itself; {@code -} if nothing
 * @param functions what it offers
 */
public record ConnectionLine(long number, String address, String id, List<String> functions) {
    /** Reads {@code 34 127.0.0.1 id : f1 f2}; an id may hold blanks. */
    static ConnectionLine parse(String command, String line) throws AdminException {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        int colon = line.endsWith(" :") && !line.contains(" : ") ? line.length() - 2 : line.indexOf(" : ", second);
        if (first < 0 || second < 0 || colon < 0) {
            throw new AdminException(command, line);
        }
        String functions = line.substring(Math.min(line.length(), colon + 3));
        return new ConnectionLine(
                Columns.number(command, line, line.substring(0, first)),
                line.substring(first + 1, second),
                line.substring(Math.min(second + 1, colon), colon),
                functions.isEmpty() ? List.of() : List.of(functions.split(" ")));
    }
}
