package glimpse.cluster.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Numbers, texts and byte strings appended to a growing array; big endian, lengths in front. One thread. */
final class PayloadWriter {
    private byte[] bytes;
    private int size;

    PayloadWriter(PayloadKind kind, int expectedSize) {
        bytes = new byte[Math.max(32, expectedSize)];
        u8(kind.letter()).u8(PayloadKind.VERSION);
    }

    PayloadWriter u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    PayloadWriter u32(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    PayloadWriter u64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    PayloadWriter text(String value) {
        return bytes(value.getBytes(UTF_8));
    }

    PayloadWriter bytes(byte[] value) {
        u32(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void room(int count) {
        int needed = Math.addExact(size, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * bytes.length)));
        }
    }
}
