package glimpse.cluster.pool;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How a map is done. Immutable.
 *
 * @param chunkSize elements in one job; empty: sized by measured time
 * @param name what the map is called where it is shown, empty if nothing
 * @param onError whether the first error ends it
 * @param listener told of progress and logs
 */
public record MapOptions(OptionalInt chunkSize, String name, OnError onError, MapListener listener) {
    public static final MapOptions DEFAULT =
            new MapOptions(OptionalInt.empty(), "", OnError.FINISH, new MapListener() {});

    /** What to do when an element has failed. */
    public enum OnError {
        /** Run all others, then throw. */
        FINISH,
        /** Stop the others and throw at once. */
        STOP
    }

    public MapOptions {
        requireNonNull(name, "name");
        requireNonNull(onError, "onError");
        requireNonNull(listener, "listener");
        if (chunkSize.isPresent() && chunkSize.getAsInt() < 1) {
            throw new IllegalArgumentException("chunk size " + chunkSize.getAsInt() + " (expected: >= 1)");
        }
    }

    /** With this many elements in each job. */
    public MapOptions withChunkSize(int elements) {
        return new MapOptions(OptionalInt.of(elements), name, onError, listener);
    }

    public MapOptions withName(String newName) {
        return new MapOptions(chunkSize, newName, onError, listener);
    }

    public MapOptions withOnError(OnError newOnError) {
        return new MapOptions(chunkSize, name, newOnError, listener);
    }

    public MapOptions withListener(MapListener newListener) {
        return new MapOptions(chunkSize, name, onError, newListener);
    }
}
