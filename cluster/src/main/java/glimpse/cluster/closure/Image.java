package glimpse.cluster.closure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A function with all that it needs of its session: classes, jars by hash, and a snapshot of itself and of the variables that it reads.
 * Immutable; the same content has the same id.
 */
public final class Image {
    private static final int PLAIN = 1;
    private static final int DEFLATED = 2;

    /** Smaller does not gain; larger is data, which costs more time than it saves. */
    private static final int DEFLATE_FROM_BYTES = 512;

    private static final int DEFLATE_TO_BYTES = 1 << 16;

    private final ImageId id;
    private final SortedMap<String, byte[]> classes;
    private final List<JarRef> jars;

    /** The plain form; the snapshot is its end. It can be large, so it is there once. */
    private final byte[] plain;

    private final int snapshotFrom;

    private Image(SortedMap<String, byte[]> classes, List<JarRef> jars, byte[] plain, int snapshotFrom) {
        this.id = ImageId.of(plain, 1);
        this.classes = classes;
        this.jars = List.copyOf(jars);
        this.plain = plain;
        this.snapshotFrom = snapshotFrom;
    }

    static Image of(Map<String, byte[]> classes, List<JarRef> jars, Blocks snapshot) {
        SortedMap<String, byte[]> sorted = new TreeMap<>(classes);
        byte[] head = head(sorted, jars, Math.toIntExact(snapshot.size()));
        return new Image(sorted, jars, snapshot.after(head), head.length);
    }

    /** SHA-256 of the content. */
    public ImageId id() {
        return id;
    }

    /** The bytes to define, by binary name. */
    SortedMap<String, byte[]> classes() {
        return classes;
    }

    /** The jars it needs, in the order of the class path. */
    public List<JarRef> jars() {
        return jars;
    }

    /** A value stream: the function, then for each variable {@code true}, class, field, value, then {@code false}. */
    InputStream snapshot() {
        return new ByteArrayInputStream(plain, snapshotFrom, plain.length - snapshotFrom);
    }

    /**
     * The image as bytes: one of format, 1 plain or 2 deflated, then the content: the number of jars, for each its hash and name; the number of
     * classes, for each its name, length, bytes; the length of the snapshot and the snapshot. Numbers have four bytes; names are in Java's
     * modified UTF-8 after two bytes of length. Not to be written to.
     */
    public byte[] encode() {
        if (plain.length <= DEFLATE_FROM_BYTES || plain.length > DEFLATE_TO_BYTES) {
            return plain;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length);
        bytes.write(DEFLATED);
        deflate(bytes);
        return bytes.toByteArray();
    }

    private void deflate(ByteArrayOutputStream to) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(to, deflater)) {
            out.write(plain, 1, plain.length - 1);
        } catch (IOException e) {
            throw new IllegalStateException("in memory", e);
        } finally {
            deflater.end();
        }
    }

    /** All but the snapshot. */
    private static byte[] head(SortedMap<String, byte[]> classes, List<JarRef> jars, int snapshotLength) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(PLAIN);
            out.writeInt(jars.size());
            for (JarRef jar : jars) {
                out.writeUTF(jar.hash());
                out.writeUTF(jar.name());
            }
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                out.writeUTF(each.getKey());
                out.writeInt(each.getValue().length);
                out.write(each.getValue());
            }
            out.writeInt(snapshotLength);
        } catch (IOException e) {
            throw new IllegalStateException("in memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The image that {@code encoded} was made from.
     *
     * @throws IOException if the bytes are not those of an image
     */
    public static Image decode(byte[] encoded) throws IOException {
        int format = encoded.length == 0 ? -1 : encoded[0];
        return switch (format) {
            case PLAIN -> read(encoded);
            case DEFLATED -> read(inflated(encoded));
            default -> throw new IOException("image format " + format + " (expected: 1 or 2)");
        };
    }

    private static byte[] inflated(byte[] encoded) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(4 * encoded.length);
        plain.write(PLAIN);
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(encoded, 1, encoded.length - 1))) {
            in.transferTo(plain);
        }
        return plain.toByteArray();
    }

    private static Image read(byte[] plain) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain, 1, plain.length - 1));
        List<JarRef> jars = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            jars.add(new JarRef(in.readUTF(), in.readUTF()));
        }
        SortedMap<String, byte[]> classes = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            classes.put(in.readUTF(), block(in));
        }
        int snapshotLength = in.readInt();
        if (snapshotLength != in.available()) {
            throw new IOException("snapshot of " + snapshotLength + " bytes (expected: " + in.available() + ")");
        }
        return new Image(classes, jars, plain, plain.length - snapshotLength);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("block of " + length + " bytes (expected: 0 to " + in.available() + ")");
        }
        return in.readNBytes(length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image && image.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "image " + id + " of " + classes.keySet();
    }
}
