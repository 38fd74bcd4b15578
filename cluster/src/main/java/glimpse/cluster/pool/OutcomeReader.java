package glimpse.cluster.pool;

import glimpse.cluster.task.ChunkDone;
import glimpse.cluster.task.ElementError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what a worker says of a chunk into values and failures. One thread. */
final class OutcomeReader {
    private final MapFunction function;

    OutcomeReader(MapFunction function) {
        this.function = function;
    }

    /** Reads it; what cannot be read is the failure of each element. */
    Outcome read(ChunkDone done, OpenChunk chunk) {
        int ran = chunk.inputs.length - done.notRun();
        List<ElementError> errors = done.errors();
        int succeeded = ran - errors.size();
        boolean combined = function.isCombining();
        try {
            List<?> values = values(done, combined ? Math.min(1, succeeded) : succeeded);
            List<Failure> failures = new ArrayList<>(errors.size());
            errors.forEach(error -> failures.add(failure(error, chunk, done.worker())));
            return new Outcome(values, failures, ran, combined);
        } catch (IOException e) {
            RuntimeException exception = new RemoteException(
                    "glimpse.cluster.pool.UnreadableResult", String.valueOf(e.getMessage()), List.of(), "");
            exception.initCause(e);
            return allFailed(chunk, exception, done.worker());
        }
    }

    private List<?> values(ChunkDone done, int count) throws IOException {
        if (count < 0 || done.notRun() < 0) {
            throw new IOException("the worker's answer has more errors than elements");
        }
        if (count == 0) {
            return List.of();
        }
        if (!(function.read(done.values()) instanceof List<?> values) || values.size() != count) {
            throw new IOException("the worker's answer does not hold " + count + " results");
        }
        return values;
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

    /** What comes of a chunk that was given up: none of its elements has a value. */
    static Outcome lost(OpenChunk chunk) {
        return allFailed(chunk, new WorkerLostException(chunk.obituary()), chunk.worker());
    }

    private static Outcome allFailed(OpenChunk chunk, RuntimeException exception, String worker) {
        List<Failure> failures = new ArrayList<>(chunk.inputs.length);
        for (int i = 0; i < chunk.inputs.length; i++) {
            failures.add(new Failure(
                    chunk.firstIndex + i, chunk.inputs[i], exception, Optional.empty(), worker, Duration.ZERO));
        }
        return new Outcome(List.of(), failures, chunk.inputs.length, false);
    }
}
