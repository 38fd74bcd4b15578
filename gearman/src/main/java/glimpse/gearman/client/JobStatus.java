package glimpse.gearman.client;

/**
 * What a server knows of a job.
 *
 * @param known whether it has the job at all; the rest is 0 otherwise
 * @param running whether a worker has it
 * @param numerator what the worker sent last
 * @param denominator what the worker sent last
 * @param clients how many submissions wait for it; 0 where the job was asked for by its handle, for the server does not tell
 */
public record JobStatus(boolean known, boolean running, long numerator, long denominator, long clients) {}
