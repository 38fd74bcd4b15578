/**
 * A shell in a worker JVM: cells of Java that run there, in a namespace that lasts as long as the worker.
 *
 * <p>{@link glimpse.worker.shell.WorkerShells} is the centre: one JShell for each session. Runs on the threads of what is done beside
 * the slots. Does not know the wire.
 */
package glimpse.worker.shell;
