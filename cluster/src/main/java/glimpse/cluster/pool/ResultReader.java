package glimpse.cluster.pool;

import java.io.IOException;
import java.util.Optional;

/** Makes values of what workers have written. */
interface ResultReader {
    /** A result, or an exception, as it came from a worker. */
    Object read(byte[] bytes) throws IOException;

    /** Where in a cell, or in the program, the frame is; empty if it is in neither. */
    Optional<String> place(StackTraceElement frame);

    /** Whether workers combine the values of each chunk into one. */
    boolean isCombining();
}
