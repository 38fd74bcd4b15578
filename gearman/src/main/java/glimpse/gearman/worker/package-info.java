/**
 * The worker: offers functions to every job server listed and runs the jobs it grabs.
 *
 * <p>Read {@link glimpse.gearman.worker.GearmanWorker} first. {@code WorkerLink} is one connection with the grabbing dialogue (GRAB_JOB,
 * NO_JOB, PRE_SLEEP, NOOP); {@code Capacity} says how many jobs may be held over all connections.
 *
 * <p>Threads: one reader per connection, which never runs a job; one thread per slot, which runs the handlers. A job may be ended from
 * any thread. Locks are taken in the order link, capacity, and none is held while a handler runs.
 *
 * <p>Source: the PROTOCOL text of gearmand, and {@code docs/compatibility.md} for what the C server makes of it.
 */
package glimpse.gearman.worker;
