package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.server.job.Bytes;
import glimpse.server.store.Group;
import glimpse.server.store.JobKey;
import glimpse.server.store.Store;
import glimpse.server.store.StoreException;
import glimpse.server.store.StoredJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Redis ({@code -q redis}): a hash for each job under {@code <prefix>-<function>-<unique>}. It has no place for a time, so jobs for later are
 * refused. As durable as the server is told to be ({@code appendfsync}).
 */
public final class RedisStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final int CONNECT_MILLIS = 10_000;
    private static final byte[] DATA = bytes("data");
    private static final byte[] PRIORITY = bytes("priority");
    private static final byte[] FUNCTION = bytes("function");
    private static final byte[] UNIQUE = bytes("unique");

    private final HostAndPort address;
    private final String password;
    private final Bytes prefix;
    private final Duration timeout;
    private Jedis redis;

    /**
     * A store that is not connected.
     *
     * @param password null for none
     * @param prefix what keys begin with, before the dash
     * @param timeout how long an answer may take
     */
    public RedisStore(String host, int port, String password, String prefix, Duration timeout) {
        this.timeout = timeout;
        this.address = new HostAndPort(host, port);
        this.password = password;
        this.prefix = Bytes.of(prefix + "-");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private StoreException failed(Throwable cause) {
        return new StoreException("redis " + address, cause);
    }

    @Override
    public void open() throws StoreException {
        try {
            redis = new Jedis(
                    address,
                    DefaultJedisClientConfig.builder()
                            .connectionTimeoutMillis((int) Math.min(CONNECT_MILLIS, timeout.toMillis()))
                            .socketTimeoutMillis((int) timeout.toMillis())
                            .password(password)
                            .clientName("gearmand")
                            .build());
            redis.ping();
        } catch (JedisException e) {
            close();
            throw failed(e);
        }
    }

    @Override
    public void close() {
        if (redis != null) {
            try {
                redis.close();
            } catch (JedisException e) {
                LOG.debug("redis: closing", e);
            }
            redis = null;
        }
    }

    // ---- replay

    @Override
    public void replay(Consumer<StoredJob> jobs) throws StoreException {
        String pattern = prefix.toString().replaceAll("([\\\\*?\\[\\]])", "\\\\$1") + "*";
        ScanParams params = new ScanParams().match(bytes(pattern)).count(1000);
        Set<Bytes> seen = new HashSet<>();
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        try {
            do {
                ScanResult<byte[]> found = redis.scan(cursor, params);
                List<byte[]> keys = new ArrayList<>();
                for (byte[] key : found.getResult()) {
                    if (seen.add(Bytes.of(key))) {
                        keys.add(key);
                    }
                }
                replay(keys, jobs);
                cursor = found.getCursorAsBytes();
            } while (!new String(cursor, UTF_8).equals("0"));
        } catch (JedisException e) {
            throw failed(e);
        }
    }

    private void replay(List<byte[]> keys, Consumer<StoredJob> jobs) {
        Pipeline pipeline = redis.pipelined();
        List<Response<Map<byte[], byte[]>>> hashes = new ArrayList<>();
        for (byte[] key : keys) {
            hashes.add(pipeline.hgetAll(key));
        }
        pipeline.sync();
        for (int i = 0; i < keys.size(); i++) {
            StoredJob job = job(Bytes.of(keys.get(i)), hashes.get(i));
            if (job != null) {
                jobs.accept(job);
            }
        }
    }

    /** The job of a key, or null if it is none. */
    private StoredJob job(Bytes key, Response<Map<byte[], byte[]>> answer) {
        try {
            Map<Bytes, byte[]> hash = new LinkedHashMap<>();
            answer.get().forEach((field, value) -> hash.put(Bytes.of(field), value));
            byte[] data = hash.get(Bytes.of(DATA));
            if (data == null) {
                LOG.warn("redis: {} is no job: it has no field data", key);
                return null;
            }
            byte[] function = hash.get(Bytes.of(FUNCTION));
            byte[] unique = hash.get(Bytes.of(UNIQUE));
            JobKey jobKey = function == null || unique == null
                    ? DashedKeys.splitAtFirstDash(key, prefix.length())
                    : new JobKey(Bytes.of(function), Bytes.of(unique));
            return new StoredJob(jobKey, StoredJob.priority(number(hash.get(Bytes.of(PRIORITY)))), 0, Bytes.of(data));
        } catch (JedisDataException e) {
            return ofOldest(key);
        }
    }

    private static long number(byte[] digits) {
        String text = digits == null ? "" : new String(digits, UTF_8);
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
    }

    /** The oldest servers kept a plain value. */
    private StoredJob ofOldest(Bytes key) {
        try {
            byte[] data = redis.get(key.toArray());
            return data == null
                    ? null
                    : new StoredJob(
                            DashedKeys.splitAtFirstDash(key, prefix.length()),
                            StoredJob.priority(-1),
                            0,
                            Bytes.of(data));
        } catch (JedisDataException e) {
            LOG.warn("redis: {} is no job: {}", key, e.getMessage());
            return null;
        }
    }

    // ---- writing

    @Override
    public boolean joinsByDash() {
        return true;
    }

    private byte[] key(JobKey key) {
        return DashedKeys.joined(prefix, key.function(), key.unique());
    }

    @Override
    public void write(Group group) throws StoreException {
        if (redis == null) {
            open();
        }
        try {
            Pipeline pipeline = redis.pipelined();
            List<Response<Long>> deleted = new ArrayList<>();
            for (JobKey key : group.done()) {
                deleted.add(pipeline.del(key(key)));
            }
            Map<StoredJob, Response<Long>> added = new LinkedHashMap<>();
            for (StoredJob job : group.added()) {
                if (job.when() > 0) {
                    group.refuse(job, "redis keeps no jobs for a later time");
                } else {
                    added.put(job, pipeline.hset(key(job.key()), fields(job)));
                }
            }
            pipeline.sync();
            deleted.forEach(Response::get);
            added.forEach((job, answer) -> {
                try {
                    answer.get();
                } catch (JedisDataException e) {
                    group.refuse(job, e.getMessage());
                }
            });
        } catch (JedisException e) {
            close();
            throw failed(e);
        }
    }

    /** In the order in which the C server has them; nobody looks a field up. */
    @SuppressWarnings("ArrayAsKeyOfSetOrMap")
    private static Map<byte[], byte[]> fields(StoredJob job) {
        Map<byte[], byte[]> fields = new LinkedHashMap<>();
        fields.put(DATA, job.workload().toArray());
        fields.put(PRIORITY, bytes("" + job.priority().number()));
        fields.put(FUNCTION, job.key().function().toArray());
        fields.put(UNIQUE, job.key().unique().toArray());
        return fields;
    }
}
