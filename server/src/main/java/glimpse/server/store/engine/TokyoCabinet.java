package glimpse.server.store.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

/**
 * The abstract database of libtokyocabinet, as far as it is used here; functions as in {@code tcadb.h}, 0 is false.
 *
 * @see <a href="https://dbmx.net/tokyocabinet/spex-en.html#tcadbapi">The Abstract Database API</a>
 */
interface TokyoCabinet extends Library {
    /** Loads the library; throws UnsatisfiedLinkError where it is not installed. */
    static TokyoCabinet load() {
        try {
            return Native.load("tokyocabinet", TokyoCabinet.class);
        } catch (UnsatisfiedLinkError e) {
            // The name without a version comes with the headers only.
            return Native.load("libtokyocabinet.so.9", TokyoCabinet.class);
        }
    }

    Pointer tcadbnew();

    void tcadbdel(Pointer db);

    byte tcadbopen(Pointer db, String name);

    byte tcadbclose(Pointer db);

    byte tcadbput(Pointer db, byte[] key, int keySize, byte[] value, int valueSize);

    byte tcadbout(Pointer db, byte[] key, int keySize);

    Pointer tcadbget(Pointer db, byte[] key, int keySize, IntByReference valueSize);

    byte tcadbiterinit(Pointer db);

    Pointer tcadbiternext(Pointer db, IntByReference keySize);

    byte tcadbsync(Pointer db);

    byte tcadboptimize(Pointer db, String parameters);

    byte tcadbtranbegin(Pointer db);

    byte tcadbtrancommit(Pointer db);

    byte tcadbtranabort(Pointer db);

    /** Releases what {@link #tcadbget} and {@link #tcadbiternext} return. */
    void tcfree(Pointer memory);
}
