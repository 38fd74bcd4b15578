package glimpse.server.store.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import glimpse.server.job.Bytes;
import glimpse.server.store.Group;
import glimpse.server.store.JobKey;
import glimpse.server.store.Store;
import glimpse.server.store.StoreException;
import glimpse.server.store.StoredJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokyo Cabinet ({@code -q tokyocabinet}), the C library itself. Key {@code <function>-<unique>}; value function NUL unique NUL, the digit of the priority and the
 * second from which the job may run, NUL, data. A group is a transaction where the kind of database has them.
 *
 * <p>The library does not survive a disk that fills up while it commits: it loses records, and closing it ends the process. So nothing is
 * begun for which there may be no room; if a commit fails all the same, the file is left alone until the server starts again.
 */
public final class TokyoCabinetStore implements Store {
    /** What is never used up. */
    private static final long RESERVE_BYTES = 16 << 20;
    /** What a change may write besides its data: a page of leaves and one of nodes, new and old. */
    private static final long CHANGE_BYTES = 72 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(TokyoCabinetStore.class);

    private final String name;
    private final Optimize optimize;
    private TokyoCabinet library;
    private Pointer db;
    /** Whether a commit has failed: the library would write what it should not. */
    private boolean inDoubt;
    /** Null for a database in memory. */
    private DiskRoom room;

    /** Whether the file is made smaller when it is opened. */
    public enum Optimize {
        ON_OPEN,
        NEVER
    }

    /** @param name as tcadbopen has it: the suffix tells the kind, parameters follow after {@code #} */
    public TokyoCabinetStore(String name, Optimize optimize) {
        this.name = name;
        this.optimize = optimize;
    }

    private StoreException failed(String what) {
        return new StoreException("libtokyocabinet " + name, what);
    }

    @Override
    public void open() throws StoreException {
        try {
            library = TokyoCabinet.load();
        } catch (UnsatisfiedLinkError e) {
            throw failed("the library is not installed (Debian: libtokyocabinet9)");
        }
        db = library.tcadbnew();
        if (library.tcadbopen(db, name) == 0) {
            library.tcadbdel(db);
            db = null;
            throw failed("cannot be opened (expected: a file that no other process has open; its suffix .tcb, .tch,"
                    + " .tcf or .tct tells its kind)");
        }
        String file = name.split("#", 2)[0];
        room = file.equals("*") || file.equals("+") ? null : new DiskRoom(Path.of(file));
        if (optimize == Optimize.ON_OPEN) {
            optimize();
        }
    }

    /** Writes the file anew. */
    private void optimize() throws StoreException {
        try {
            if (room != null && room.bytes() < RESERVE_BYTES + room.fileBytes()) {
                LOG.warn("libtokyocabinet {}: not optimized, the disk is nearly full", name);
            } else if (library.tcadboptimize(db, null) == 0) {
                LOG.warn("libtokyocabinet {}: cannot be optimized", name);
            }
        } catch (IOException e) {
            throw new StoreException("libtokyocabinet " + name, e);
        }
    }

    @Override
    public void close() {
        if (inDoubt) {
            LOG.error("libtokyocabinet {}: not closed, for a commit has failed", name);
            return;
        }
        if (db != null) {
            if (library.tcadbclose(db) == 0) {
                LOG.error("libtokyocabinet {}: cannot be closed in good order", name);
            }
            library.tcadbdel(db);
            db = null;
        }
    }

    // ---- replay

    @Override
    public void replay(Consumer<StoredJob> jobs) {
        IntByReference size = new IntByReference();
        library.tcadbiterinit(db);
        for (byte[] key = taken(library.tcadbiternext(db, size), size);
                key != null;
                key = taken(library.tcadbiternext(db, size), size)) {
            byte[] value = taken(library.tcadbget(db, key, key.length, size), size);
            StoredJob job = value == null ? null : job(value);
            if (job == null) {
                LOG.warn("libtokyocabinet {}: {} is no job", name, Bytes.of(key));
            } else {
                jobs.accept(job);
            }
        }
    }

    private byte[] taken(Pointer memory, IntByReference size) {
        if (memory == null) {
            return null;
        }
        byte[] bytes = memory.getByteArray(0, size.getValue());
        library.tcfree(memory);
        return bytes;
    }

    /** A job out of its value; null if it is none. */
    private static StoredJob job(byte[] value) {
        int afterFunction = after(value, 0);
        int afterUnique = afterFunction < 0 ? -1 : after(value, afterFunction);
        int afterNumbers = afterUnique < 0 ? -1 : after(value, afterUnique);
        if (afterNumbers < 0) {
            return null;
        }
        String numbers = new String(value, afterUnique, afterNumbers - 1 - afterUnique, US_ASCII);
        if (!numbers.matches("[0-9]{1,19}")) {
            return null;
        }
        JobKey key = new JobKey(Bytes.of(value, 0, afterFunction - 1), Bytes.of(value, afterFunction, afterUnique - 1));
        long when = numbers.length() == 1 ? 0 : Long.parseLong(numbers.substring(1));
        return new StoredJob(
                key, StoredJob.priority(numbers.charAt(0) - '0'), when, Bytes.of(value, afterNumbers, value.length));
    }

    /** Where it goes on after the next NUL; -1 if there is none. */
    private static int after(byte[] value, int from) {
        for (int i = from; i < value.length; i++) {
            if (value[i] == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    // ---- writing

    @Override
    public boolean joinsByDash() {
        return true;
    }

    private static byte[] key(JobKey key) {
        return DashedKeys.joined(Bytes.EMPTY, key.function(), key.unique());
    }

    private static byte[] value(StoredJob job) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.writeBytes(job.key().function().toArray());
        value.write(0);
        value.writeBytes(job.key().unique().toArray());
        value.write(0);
        value.writeBytes(("" + job.priority().number() + job.when()).getBytes(US_ASCII));
        value.write(0);
        value.writeBytes(job.workload().toArray());
        return value.toByteArray();
    }

    /** The pages that are written are at most all there are, once anew and once as they were. */
    private void requireRoom(Group group) throws StoreException {
        if (room == null) {
            return;
        }
        long bytes = 0;
        for (StoredJob job : group.added()) {
            bytes += job.workload().length();
        }
        try {
            long changes = (long) group.added().size() + group.done().size();
            long wanted = RESERVE_BYTES + 2 * bytes + Math.min(changes * CHANGE_BYTES, 2 * room.fileBytes());
            long there = room.bytes();
            if (there < wanted) {
                throw failed(
                        "the disk is nearly full: it may grow by " + there + " bytes (expected: >= " + wanted + ")");
            }
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException("libtokyocabinet " + name, e);
        }
    }

    @Override
    public void write(Group group) throws StoreException {
        if (inDoubt) {
            throw failed("a commit has failed: make room on the disk and start the server again");
        }
        if (db == null) {
            open();
        }
        requireRoom(group);
        boolean inTransaction = library.tcadbtranbegin(db) != 0;
        for (JobKey key : group.done()) {
            byte[] bytes = key(key);
            library.tcadbout(db, bytes, bytes.length);
        }
        for (StoredJob job : group.added()) {
            byte[] key = key(job.key());
            byte[] value = value(job);
            if (library.tcadbput(db, key, key.length, value, value.length) == 0) {
                inDoubt = inTransaction && library.tcadbtranabort(db) == 0;
                throw failed("does not take a record");
            }
        }
        if ((inTransaction ? library.tcadbtrancommit(db) : library.tcadbsync(db)) == 0) {
            inDoubt = true;
            throw failed("cannot be written: is the disk full?");
        }
    }
}
