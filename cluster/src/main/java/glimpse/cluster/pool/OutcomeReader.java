package glimpse.cluster.pool;

import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.ElementError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Turns what came of a chunk into results and failures. One thread. */
final class OutcomeReader {
    private final MapFunction function;
    private final ResultBook book;

    OutcomeReader(MapFunction function, ResultBook book) {
        this.function = function;
        this.book = book;
    }

    /** Enters every element of the chunk into the book; returns how many failed. */
    int read(ChunkDone done, OpenChunk chunk) {
        List<ElementError> errors = done.errors();
        List<?> values;
        try {
            values = values(done, chunk.inputs.length - errors.size());
        } catch (IOException e) {
            unreadable(done, chunk, e);
            return chunk.inputs.length;
        }
        int nextError = 0;
        int nextValue = 0;
        for (int i = 0; i < chunk.inputs.length; i++) {
            if (nextError < errors.size() && errors.get(nextError).position() == i) {
                book.failure(failure(errors.get(nextError++), chunk, done.worker()));
            } else {
                book.value(chunk.firstIndex + i, values.get(nextValue++));
            }
        }
        return errors.size();
    }

    private List<?> values(ChunkDone done, int count) throws IOException {
        if (count == 0) {
            return List.of();
        }
        if (!(function.read(done.values()) instanceof List<?> values) || values.size() != count) {
            throw new IOException("the worker's answer does not hold " + count + " results");
        }
        return values;
    }

    private void unreadable(ChunkDone done, OpenChunk chunk, IOException cause) {
        for (int i = 0; i < chunk.inputs.length; i++) {
            RuntimeException exception = new RemoteException(
                    "glimpse.cluster.pool.UnreadableResult", String.valueOf(cause.getMessage()), List.of(), "");
            exception.initCause(cause);
            book.failure(new Failure(
                    chunk.firstIndex + i, chunk.inputs[i], exception, Optional.empty(), done.worker(), Duration.ZERO));
        }
    }

    private Failure failure(ElementError error, OpenChunk chunk, String worker) {
        return new Failure(
                chunk.firstIndex + error.position(),
                chunk.inputs[error.position()],
                exception(error),
                place(error.frames()),
                worker,
                Duration.ofNanos(error.durationNanos()));
    }

    private Throwable exception(ElementError error) {
        if (error.throwable().length > 0) {
            try {
                if (function.read(error.throwable()) instanceof Throwable exception) {
                    return exception;
                }
            } catch (IOException unreadable) {
                RemoteException text = remote(error);
                text.addSuppressed(unreadable);
                return text;
            }
        }
        return remote(error);
    }

    private static RemoteException remote(ElementError error) {
        return new RemoteException(error.className(), error.message(), error.frames(), error.trace());
    }

    private Optional<String> place(List<StackTraceElement> frames) {
        return frames.stream().map(function::place).flatMap(Optional::stream).findFirst();
    }

    /** Enters a chunk that was given up: none of its elements has a result. */
    void lost(OpenChunk chunk) {
        WorkerLostException exception = new WorkerLostException(chunk.obituary());
        for (int i = 0; i < chunk.inputs.length; i++) {
            book.failure(new Failure(
                    chunk.firstIndex + i, chunk.inputs[i], exception, Optional.empty(), chunk.worker(), Duration.ZERO));
        }
    }
}
