package glimpse.gearman.connection;

import glimpse.gearman.packet.Packet;
import glimpse.gearman.packet.PacketEncoder;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bytes that wait to be written. Any thread appends; one at a time, the writer or a sender that {@linkplain #takeNow does it itself},
 * takes all there is at once, so that packets sent in a row leave in one write. The bound is soft: who {@linkplain #awaitRoom waits for room} keeps to it, appending itself never waits.
 */
final class Outbox {
    private static final int KEPT_BYTES = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final int softLimitBytes;

    private ByteBuffer filling = ByteBuffer.allocate(KEPT_BYTES);
    private ByteBuffer spare = ByteBuffer.allocate(KEPT_BYTES);
    private final Condition emptied = lock.newCondition();
    private long appended;
    private long taken;
    private long written;
    private boolean writerWaits;
    private boolean writing;
    private boolean finished;
    private volatile boolean full;

    Outbox(int softLimitBytes) {
        this.softLimitBytes = softLimitBytes;
    }

    /** Appends the packet for the writer; false if the outbox takes no more. */
    boolean append(Packet packet) {
        return append(packet, true);
    }

    /** Appends the packet for the writer, or for the caller, who takes it next; false if the outbox takes no more. */
    boolean append(Packet packet, boolean forWriter) {
        int size = PacketEncoder.size(packet);
        lock.lock();
        try {
            if (finished) {
                return false;
            }
            ensureRemaining(size);
            PacketEncoder.encode(packet, filling);
            appended++;
            full = filling.position() >= softLimitBytes;
            if (forWriter) {
                wakeWriter();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void wakeWriter() {
        if (writerWaits) {
            writerWaits = false;
            filled.signal();
        }
    }

    private void ensureRemaining(int size) {
        if (filling.remaining() < size) {
            long wanted = (long) filling.position() + size;
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(2L * filling.capacity(), wanted));
            filling = ByteBuffer.allocate(capacity).put(filling.flip());
        }
    }

    /** Waits until less than the limit waits; an interrupted thread does not wait, nor does a reader. */
    void awaitRoom() {
        if (!full || ReaderThread.isCurrent()) {
            return;
        }
        lock.lock();
        try {
            while (full && !finished) {
                wakeWriter(); // what fills it may have been posted and not flushed
                room.await();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what was appended before has been handed to the operating system, or never will be. */
    void awaitWritten() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long mine = appended;
            while (written < mine && !finished) {
                emptied.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for bytes and takes them all; null when there are none and none will come. For the writer only. */
    ByteBuffer take() throws InterruptedException {
        lock.lock();
        try {
            while (writing || (filling.position() == 0 && !finished)) {
                writerWaits = true;
                filled.await();
            }
            return filling.position() == 0 ? null : swap();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all bytes, to write them on the calling thread; null if there are none or somebody else is writing, who then writes these too. */
    ByteBuffer takeNow() {
        lock.lock();
        try {
            return writing || filling.position() == 0 ? null : swap();
        } finally {
            lock.unlock();
        }
    }

    private ByteBuffer swap() {
        ByteBuffer toWrite = filling;
        writing = true;
        taken = appended;
        filling = spare;
        spare = toWrite.capacity() > softLimitBytes ? ByteBuffer.allocate(KEPT_BYTES) : toWrite;
        filling.clear();
        full = false;
        room.signalAll();
        return toWrite.flip();
    }

    /** What was taken has been written; whatever has come since is the writer's. */
    void wrote() {
        ByteBuffer none = wrote(false);
        assert none == null;
    }

    /** What was taken has been written. Whatever has come since is taken, if wanted, or the writer's; null if there is nothing to take. */
    ByteBuffer wrote(boolean takesMore) {
        lock.lock();
        try {
            writing = false;
            written = taken;
            emptied.signalAll();
            if (takesMore && filling.position() > 0) {
                return swap();
            }
            if (filling.position() > 0 || finished) {
                wakeWriter();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits is still handed to the writer. */
    void finish() {
        lock.lock();
        try {
            finished = true;
            filled.signalAll();
            room.signalAll();
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more and drops what waits. */
    void discard() {
        lock.lock();
        try {
            filling.clear();
        } finally {
            lock.unlock();
        }
        finish();
    }
}
