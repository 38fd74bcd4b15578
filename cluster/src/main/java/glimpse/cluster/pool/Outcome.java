package glimpse.cluster.pool;

import java.util.List;

/**
 * What came of a chunk.
 *
 * @param values of the elements that succeeded, in order; only one where the worker has combined them
 * @param failures of the others, in order
 * @param ran how many elements were run; those at the end of the chunk may not have been
 * @param combined whether the worker has combined the values
 */
record Outcome(List<?> values, List<Failure> failures, int ran, boolean combined) {}
