package glimpse.server.store.engine;

import glimpse.server.job.Bytes;
import glimpse.server.store.Group;
import glimpse.server.store.JobKey;
import glimpse.server.store.Store;
import glimpse.server.store.StoreException;
import glimpse.server.store.StoredJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One or several memcached ({@code -q libmemcached}): a value for each job under {@code <prefix><function>-<unique>}, its priority in the flags. It has no place
 * for a time, so jobs for later are refused. What memcached throws away to make room is lost; run it with {@code -M}.
 *
 * <p>The length of a function with a dash in it is kept under a second key, which C's server does not see, so that a replay knows where the function
 * ends.
 */
public final class MemcachedStore implements Store {
    private static final int MAX_KEY = 250;
    private static final Bytes LENGTH_PREFIX = Bytes.of("glimpse:");

    private final String servers;
    private final Bytes prefix;
    private final List<MemcachedConnection> connections = new ArrayList<>();
    private boolean connected;

    /**
     * A store that is not connected.
     *
     * @param servers {@code host[:port]} or the path of a Unix socket, parted by commas; what follows white space does not count
     * @param prefix what keys begin with
     * @param timeout how long an answer may take
     */
    public MemcachedStore(String servers, String prefix, Duration timeout) {
        this.servers = servers.strip().split("\\s", 2)[0];
        this.prefix = Bytes.of(prefix);
        for (String server : this.servers.split(",", -1)) {
            connections.add(MemcachedConnection.to(server, timeout));
        }
    }

    private StoreException failed(IOException cause) {
        close();
        return new StoreException("libmemcached " + servers, cause);
    }

    @Override
    public void open() throws StoreException {
        try {
            for (MemcachedConnection connection : connections) {
                connection.open();
            }
            connected = true;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        connected = false;
        connections.forEach(MemcachedConnection::close);
    }

    /** The server of a key, by libmemcached's default: hash "one at a time", modulo. */
    private MemcachedConnection of(byte[] key) {
        int hash = 0;
        for (byte b : key) {
            hash += b;
            hash += hash << 10;
            hash ^= hash >>> 6;
        }
        hash += hash << 3;
        hash ^= hash >>> 11;
        hash += hash << 15;
        return connections.get(Integer.remainderUnsigned(hash, connections.size()));
    }

    private byte[] key(JobKey key) {
        return DashedKeys.joined(prefix, key.function(), key.unique());
    }

    private static byte[] lengthKey(byte[] key) {
        byte[] lengthKey = new byte[LENGTH_PREFIX.length() + key.length];
        System.arraycopy(LENGTH_PREFIX.array(), LENGTH_PREFIX.from(), lengthKey, 0, LENGTH_PREFIX.length());
        System.arraycopy(key, 0, lengthKey, LENGTH_PREFIX.length(), key.length);
        return lengthKey;
    }

    private static boolean hasDash(Bytes function) {
        for (int i = 0; i < function.length(); i++) {
            if (function.at(i) == '-') {
                return true;
            }
        }
        return false;
    }

    // ---- replay

    @Override
    public void replay(Consumer<StoredJob> jobs) throws StoreException {
        try {
            for (MemcachedConnection connection : connections) {
                List<byte[]> keys = new ArrayList<>();
                for (byte[] key : connection.keys()) {
                    if (Bytes.of(key).first(prefix.length()).equals(prefix)) {
                        keys.add(key);
                    }
                }
                for (byte[] key : keys) {
                    MemcachedConnection.Value value = connection.get(key);
                    if (value != null) {
                        jobs.accept(new StoredJob(jobKey(key), StoredJob.priority(value.flags()), 0, value.data()));
                    }
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private JobKey jobKey(byte[] key) throws IOException {
        byte[] lengthKey = lengthKey(key);
        MemcachedConnection.Value length =
                lengthKey.length > MAX_KEY ? null : of(lengthKey).get(lengthKey);
        return length == null
                ? DashedKeys.splitAtFirstDash(Bytes.of(key), prefix.length())
                : DashedKeys.split(Bytes.of(key), prefix.length(), (int) length.flags());
    }

    // ---- writing

    @Override
    public boolean joinsByDash() {
        return true;
    }

    @Override
    public void write(Group group) throws StoreException {
        if (!connected) {
            open();
        }
        try {
            for (JobKey key : group.done()) {
                if (reason(key, 0) == null) {
                    delete(key);
                }
            }
            flush();
            Map<StoredJob, String> refused = new LinkedHashMap<>();
            for (StoredJob job : group.added()) {
                String reason = reason(job.key(), job.when());
                if (reason == null) {
                    set(job, answer -> refused.put(job, answer));
                } else {
                    group.refuse(job, reason);
                }
            }
            flush();
            for (Map.Entry<StoredJob, String> entry : refused.entrySet()) {
                group.refuse(entry.getKey(), entry.getValue());
                delete(entry.getKey().key());
            }
            flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Why memcached cannot keep a job, null if it can. */
    private String reason(JobKey jobKey, long when) {
        if (when > 0) {
            return "memcached keeps no jobs for a later time";
        }
        byte[] key = key(jobKey);
        int length = hasDash(jobKey.function()) ? lengthKey(key).length : key.length;
        if (length > MAX_KEY) {
            return "a key of " + length + " bytes (expected: <= " + MAX_KEY + ")";
        }
        for (byte b : key) {
            if ((b >= 0 && b <= ' ') || b == 127) {
                return "white space or a control character in the function or unique (expected: none)";
            }
        }
        return null;
    }

    /** Where it was not there it is gone as well. */
    private void delete(JobKey jobKey) throws IOException {
        byte[] key = key(jobKey);
        of(key).delete(key);
        if (hasDash(jobKey.function())) {
            of(lengthKey(key)).delete(lengthKey(key));
        }
    }

    private void set(StoredJob job, Consumer<String> refused) throws IOException {
        byte[] key = key(job.key());
        if (hasDash(job.key().function())) {
            of(lengthKey(key)).set(lengthKey(key), job.key().function().length(), Bytes.EMPTY, refused);
        }
        of(key).set(key, job.priority().number(), job.workload(), refused);
    }

    private void flush() throws IOException {
        for (MemcachedConnection connection : connections) {
            connection.flush();
        }
    }
}
