package glimpse.cluster.pool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A whole that workers can have in parts. Immutable; any thread. */
interface Offered {
    long size() throws IOException;

    /** Fills what remains of the buffer with the bytes from {@code from} on; they have to be there. */
    void read(long from, ByteBuffer to) throws IOException;

    /** These bytes. */
    static Offered of(byte[] bytes) {
        return new Offered() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long from, ByteBuffer to) {
                to.put(bytes, Math.toIntExact(from), to.remaining());
            }
        };
    }

    /** This file, as it is when it is asked for. */
    static Offered of(Path file) {
        return new Offered() {
            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public void read(long from, ByteBuffer to) throws IOException {
                try (FileChannel channel = FileChannel.open(file)) {
                    for (long at = from; to.hasRemaining(); ) {
                        int count = channel.read(to, at);
                        if (count < 0) {
                            throw new EOFException(file + " has become shorter");
                        }
                        at += count;
                    }
                }
            }
        };
    }
}
