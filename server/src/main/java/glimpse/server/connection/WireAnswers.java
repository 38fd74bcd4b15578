package glimpse.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import glimpse.gearman.packet.Magic;
import glimpse.gearman.packet.PacketType;
import glimpse.server.job.Answers;
import glimpse.server.job.Bytes;
import glimpse.server.job.ErrorText;
import glimpse.server.job.Handles;
import glimpse.server.job.Job;
import glimpse.server.job.JobStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Answers as bytes of the binary protocol. They gather in one buffer until {@link #take}. Belongs to the core's thread; the buffer goes
 * to the I/O thread.
 */
public final class WireAnswers implements Answers {
    /** Hears of the buffer. Called on the core's thread. */
    public interface Listener {
        /** The empty buffer gets its first bytes. */
        void hasAnswers();

        /** The buffer has more bytes than may be; they are forgotten. */
        void tooManyAnswers();

        /** So many bytes will come as soon as something is known. */
        void held(long bytes);
    }

    private static final int HEADER_SIZE = 12;
    private static final int FIRST_CAPACITY = 1024;
    private static final int MAX_DIGITS = 10;
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** A header with a handle behind it. What a packet has of its own is written over, so that it is begun by one copy. */
    private final byte[] head;

    /** Index of the number in it. */
    private final int digitsFrom;

    private final ByteBufAllocator allocator;
    private final long maxBytes;
    private final Listener listener;
    private ByteBuf out;

    /**
     * @param handles how job numbers are written
     * @param maxBytes with more in the buffer the listener is told, for an answer may still fit; 0 for no limit
     */
    public WireAnswers(Handles handles, ByteBufAllocator allocator, long maxBytes, Listener listener) {
        byte[] start = handles.start();
        this.digitsFrom = HEADER_SIZE + start.length;
        this.head = new byte[digitsFrom + MAX_DIGITS];
        INT32.set(head, 0, Magic.RES.code());
        System.arraycopy(start, 0, head, HEADER_SIZE, start.length);
        this.allocator = allocator;
        this.maxBytes = maxBytes;
        this.listener = listener;
    }

    /** What has gathered, for the caller to release; null if nothing has. */
    public ByteBuf take() {
        ByteBuf taken = out;
        out = null;
        return taken;
    }

    /** The buffer with room for this many bytes. */
    private ByteBuf room(int bytes) {
        if (out == null) {
            out = allocator.ioBuffer(Math.max(bytes, FIRST_CAPACITY));
            listener.hasAnswers();
        }
        if (out.writableBytes() < bytes && maxBytes > 0 && out.readableBytes() > maxBytes) {
            listener.tooManyAnswers();
            out.clear();
        }
        return out.ensureWritable(bytes);
    }

    private ByteBuf begin(PacketType type, int bodySize) {
        return begin(type, bodySize, HEADER_SIZE);
    }

    /** Begins a packet with so many bytes of {@link #head}. */
    private ByteBuf begin(PacketType type, int bodySize, int headSize) {
        INT32.set(head, 4, type.number());
        INT32.set(head, 8, bodySize);
        return room(HEADER_SIZE + bodySize).writeBytes(head, 0, headSize);
    }

    @Override
    public void noop() {
        begin(PacketType.NOOP, 0);
    }

    @Override
    public void noJob() {
        begin(PacketType.NO_JOB, 0);
    }

    @Override
    public void jobCreated(Job job) {
        withHandle(PacketType.JOB_CREATED, job, 0);
    }

    @Override
    public void jobAssign(Job job) {
        Bytes function = job.functionName();
        Bytes workload = job.workload();
        ByteBuf to = withHandle(PacketType.JOB_ASSIGN, job, 2 + function.length() + workload.length());
        to.writeByte(0);
        write(to, function).writeByte(0);
        write(to, workload);
    }

    @Override
    public void jobAssignUniq(Job job) {
        Bytes function = job.functionName();
        Bytes unique = job.unique();
        Bytes workload = job.workload();
        int rest = 3 + function.length() + unique.length() + workload.length();
        ByteBuf to = withHandle(PacketType.JOB_ASSIGN_UNIQ, job, rest);
        to.writeByte(0);
        write(to, function).writeByte(0);
        write(to, unique).writeByte(0);
        write(to, workload);
    }

    @Override
    public void jobAssignAll(Job job) {
        Bytes function = job.functionName();
        Bytes unique = job.unique();
        Bytes workload = job.workload();
        int rest = 4 + function.length() + unique.length() + job.reducer().length() + workload.length();
        ByteBuf to = withHandle(PacketType.JOB_ASSIGN_ALL, job, rest);
        to.writeByte(0);
        write(to, function).writeByte(0);
        write(to, unique).writeByte(0);
        write(to, job.reducer()).writeByte(0);
        write(to, workload);
    }

    @Override
    public void work(PacketType type, Bytes handle, Bytes rest) {
        if (rest == null) {
            write(begin(type, handle.length()), handle);
            return;
        }
        ByteBuf to = begin(type, handle.length() + 1 + rest.length());
        write(to, handle).writeByte(0);
        write(to, rest);
    }

    @Override
    public void workFail(Job job) {
        withHandle(PacketType.WORK_FAIL, job, 0);
    }

    @Override
    public void workFailForException(Job job) {
        withHandle(PacketType.WORK_FAIL, job, 1).writeByte(0);
    }

    @Override
    public void statusRes(Bytes handle, JobStatus status) {
        Bytes rest = Bytes.of(fields(status));
        write(begin(PacketType.STATUS_RES, handle.length() + rest.length()), handle);
        write(out, rest);
    }

    @Override
    public void statusResUnique(Bytes unique, JobStatus status) {
        Bytes rest = Bytes.of(fields(status) + "\0" + status.clients());
        write(begin(PacketType.STATUS_RES_UNIQUE, unique.length() + rest.length()), unique);
        write(out, rest);
    }

    private static String fields(JobStatus status) {
        return "\0" + (status.known() ? 1 : 0) + "\0" + (status.running() ? 1 : 0) + "\0"
                + Integer.toUnsignedString(status.numerator()) + "\0" + Integer.toUnsignedString(status.denominator());
    }

    @Override
    public void echoRes(Bytes data) {
        write(begin(PacketType.ECHO_RES, data.length()), data);
    }

    @Override
    public void optionRes(Bytes option) {
        write(begin(PacketType.OPTION_RES, option.length()), option);
    }

    @Override
    public void error(ErrorText error) {
        byte[] body = (error.code() + "\0" + error.text()).getBytes(US_ASCII);
        begin(PacketType.ERROR, body.length).writeBytes(body);
    }

    @Override
    public void text(String reply) {
        byte[] bytes = reply.getBytes(ISO_8859_1);
        room(bytes.length).writeBytes(bytes);
    }

    @Override
    public void held(long bytes) {
        listener.held(bytes);
    }

    /** Begins a packet whose first argument is the job's handle and writes that. */
    private ByteBuf withHandle(PacketType type, Job job, int restSize) {
        int end = writeDigits(Integer.toUnsignedLong(job.number()));
        return begin(type, end - HEADER_SIZE + restSize, end);
    }

    /** Writes the number of a handle and tells where it ends. */
    private int writeDigits(long number) {
        int end = digitsFrom + 1;
        for (long power = 10; power <= number; power *= 10) {
            end++;
        }
        long left = number;
        for (int at = end - 1; at >= digitsFrom; at--) {
            head[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        return end;
    }

    private static ByteBuf write(ByteBuf to, Bytes bytes) {
        return to.writeBytes(bytes.array(), bytes.from(), bytes.length());
    }
}
