package glimpse.server.store.engine;

import glimpse.server.job.Bytes;
import glimpse.server.store.JobKey;

/** Keys of the form {@code <prefix><function>-<unique>}. */
final class DashedKeys {
    private DashedKeys() {}

    static byte[] joined(Bytes prefix, Bytes function, Bytes unique) {
        byte[] key = new byte[prefix.length() + function.length() + 1 + unique.length()];
        System.arraycopy(prefix.array(), prefix.from(), key, 0, prefix.length());
        System.arraycopy(function.array(), function.from(), key, prefix.length(), function.length());
        key[prefix.length() + function.length()] = '-';
        System.arraycopy(unique.array(), unique.from(), key, key.length - unique.length(), unique.length());
        return key;
    }

    /** Function and unique where nothing tells how long the function is: C's server cuts at the first dash, too. */
    static JobKey splitAtFirstDash(Bytes key, int prefixLength) {
        int dash = prefixLength;
        while (dash < key.length() && key.at(dash) != '-') {
            dash++;
        }
        return split(key, prefixLength, dash - prefixLength);
    }

    static JobKey split(Bytes key, int prefixLength, int functionLength) {
        byte[] array = key.toArray();
        int dash = Math.min(array.length, prefixLength + functionLength);
        return new JobKey(
                Bytes.of(array, prefixLength, dash), Bytes.of(array, Math.min(array.length, dash + 1), array.length));
    }
}
