/**
 * The life of a worker: a supervisor process that keeps one worker JVM alive, and that JVM's beginning, commands and end.
 *
 * <p>Read {@link glimpse.worker.node.WorkerNode} first, then {@link glimpse.worker.node.WorkerSupervisor}. Commands are obeyed on the command
 * receiver's thread, the end is waited for by the main thread. Nothing here looks into a task: that is the slots' room.
 * Source: the original's commands, exit statuses and wrapper script.
 */
package glimpse.worker.node;
