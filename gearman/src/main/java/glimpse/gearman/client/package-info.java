/**
 * The client: submits jobs to one of several job servers and tells listeners what becomes of them.
 *
 * <p>Read {@link glimpse.gearman.client.GearmanClient} first; {@code ServerLink} is one server with its states. A request goes to the
 * first server of its order that is not known to be down, waits where none is, and is answered in the order of sending, because a job
 * server answers so.
 *
 * <p>Threads: any may submit; listeners run on the reader of the connection that the job went out on; one timer per client opens
 * servers again and ends waits. Nothing here must block on a reader thread.
 *
 * <p>Source: the PROTOCOL text of gearmand, and {@code docs/compatibility.md} for what the C server makes of it.
 */
package glimpse.gearman.client;
