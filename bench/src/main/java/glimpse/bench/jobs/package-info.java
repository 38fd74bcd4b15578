/**
 * The job server beside the C one, load by load.
 *
 * <p>Read {@link glimpse.bench.jobs.Row} first: it is the table. {@link glimpse.bench.jobs.JobsBenchmark} starts the servers, {@link
 * glimpse.bench.jobs.LoadProgram} the load: a C program ({@code src/main/c/load.c}) that plays all clients and workers on one thread and
 * costs less than any server, so that the server is what is measured; its own share of a processor is printed.
 */
package glimpse.bench.jobs;
