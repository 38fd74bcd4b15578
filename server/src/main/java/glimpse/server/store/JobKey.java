package glimpse.server.store;

import glimpse.server.job.Bytes;

/** What identifies a job in a store: its function, and its unique or what stands for it. */
public record JobKey(Bytes function, Bytes unique) {
    @Override
    public String toString() {
        return function + " " + unique;
    }
}
