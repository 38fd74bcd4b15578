package glimpse.cluster.closure;

import java.util.function.IntUnaryOperator;

/**
 * Where the source of a snippet's class is, as the user knows it.
 *
 * @param name of the cell or file
 * @param line from a line of the compiled source to one of the cell, both from 1
 */
public record SourceLines(String name, IntUnaryOperator line) {}
