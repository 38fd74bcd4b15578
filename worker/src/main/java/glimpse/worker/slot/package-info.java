/**
 * The slots of a worker JVM: they grab chunks from the job servers, run them, and send back what came of them.
 *
 * <p>Read {@link glimpse.worker.slot.Slots} first, then {@code Slot}, which follows one chunk from the workload to the result. A thread of the
 * Gearman worker prepares a chunk; its elements run on the threads of the slot's {@code TaskPool}, which carry the task's cancel token, and
 * the token carries its {@code TaskLog}, where whatever it prints or logs ends up. Nothing here knows the supervisor, the command channel or a
 * socket of its own.
 */
package glimpse.worker.slot;
