package glimpse.kernel.jupyter.history;

import java.util.Optional;

/**
 * One remembered cell.
 *
 * @param session the number of its session, from 1
 * @param line its execution count
 * @param output the text of its value, if it had one
 */
public record Entry(int session, int line, String input, Optional<String> output) {}
