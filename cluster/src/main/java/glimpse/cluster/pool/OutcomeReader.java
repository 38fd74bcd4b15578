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
    private final ResultReader function;

    OutcomeReader(ResultReader function) {
        this.function = function;
    }

    /** Reads it; what cannot be read is the failure of each element. */
    Outcome read(ChunkDone done, OpenChunk chunk) {
        return read(done, chunk.firstIndex, chunk.inputs);
    }

    /** Reads what came of these inputs. */
    Outcome read(ChunkDone done, long firstIndex, Object[] inputs) {
        int ran = inputs.length - done.notRun();
        List<ElementError> errors = done.errors();
        int succeeded = ran - errors.size();
        boolean combined = function.isCombining();
        try {
            List<?> values = values(done, combined ? Math.min(1, succeeded) : succeeded);
            List<Failure> failures = new ArrayList<>(errors.size());
            errors.forEach(error -> failures.add(failure(error, firstIndex, inputs, done.worker())));
            return new Outcome(values, failures, ran, combined);
        } catch (IOException e) {
            RuntimeException exception = new RemoteException(
                    "glimpse.cluster.pool.UnreadableResult", String.valueOf(e.getMessage()), List.of(), "");
            exception.initCause(e);
            return allFailed(firstIndex, inputs, exception, done.worker());
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

    private Failure failure(ElementError error, long firstIndex, Object[] inputs, String worker) {
        return new Failure(
                firstIndex + error.position(),
                inputs[error.position()],
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
        return allFailed(chunk.firstIndex, chunk.inputs, new WorkerLostException(chunk.obituary()), chunk.worker());
    }

    static Outcome allFailed(long firstIndex, Object[] inputs, RuntimeException exception, String worker) {
        List<Failure> failures = new ArrayList<>(inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            failures.add(new Failure(firstIndex + i, inputs[i], exception, Optional.empty(), worker, Duration.ZERO));
        }
        return new Outcome(List.of(), failures, inputs.length, false);
    }
}
