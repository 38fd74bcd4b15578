/**
 * Jobs per second through a job server, ours and the C one.
 *
 * <p>Read {@link glimpse.bench.jobs.JobsBenchmark} first: it starts both servers and, in turn, a {@link
 * glimpse.bench.jobs.LoadGenerator} for each, a process of its own. That one plays all clients and workers on one thread over
 * non-blocking sockets and keeps no more than it must, so that the server is what is measured; its own share of a core is printed.
 */
package glimpse.bench.jobs;
