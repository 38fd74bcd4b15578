/**
 * The heart of gearmand: functions, their queues, jobs, and the peers that submit and run them.
 *
 * <p>Read {@link glimpse.server.job.JobServer} first: packets come in as its methods, named as in the protocol; answers leave through
 * each peer's {@link glimpse.server.job.Answers}. {@link glimpse.server.job.PacketDispatch} is the bridge from bytes to methods.
 *
 * <p>One thread runs it all, whichever the I/O side chooses; there is no lock here.
 *
 * <p>Must not use: Netty, sockets, files, threads, locks, a clock (time comes in through {@link glimpse.server.job.JobServer#tick}).
 *
 * <p>Source: the PROTOCOL text of gearmand, gearmand(8), and {@code docs/compatibility.md} for where and why this differs from the C
 * server.
 */
package glimpse.server.job;
