package glimpse.server.store;

import glimpse.server.job.Bytes;
import java.util.function.Predicate;

/** Where function and unique are joined by a dash: who else has the same record. */
final class SharedRecord {
    private SharedRecord() {}

    /** Another function and unique that are kept under the same record and that are there, null if there are none. */
    static JobKey of(JobKey key, Predicate<JobKey> isThere) {
        Bytes record = joined(key);
        for (int dash = 0; dash < record.length(); dash++) {
            if (record.at(dash) == '-' && dash != key.function().length()) {
                byte[] bytes = record.array();
                JobKey other = new JobKey(Bytes.of(bytes, 0, dash), Bytes.of(bytes, dash + 1, bytes.length));
                if (isThere.test(other)) {
                    return other;
                }
            }
        }
        return null;
    }

    private static Bytes joined(JobKey key) {
        int length = key.function().length();
        byte[] bytes = new byte[length + 1 + key.unique().length()];
        System.arraycopy(key.function().array(), key.function().from(), bytes, 0, length);
        bytes[length] = '-';
        System.arraycopy(
                key.unique().array(),
                key.unique().from(),
                bytes,
                length + 1,
                key.unique().length());
        return Bytes.of(bytes);
    }
}
