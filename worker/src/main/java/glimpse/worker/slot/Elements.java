package glimpse.worker.slot;

import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.closure.NotSendableException;
import glimpse.cluster.closure.SharedSource;
import glimpse.cluster.closure.Values;
import glimpse.cluster.closure.runtime.CancelToken;
import glimpse.cluster.closure.runtime.Cancelled;
import glimpse.cluster.pool.Combining;
import glimpse.cluster.task.Chunk;
import glimpse.cluster.task.ElementError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The elements of one chunk, run one after the other on the calling thread, which is one of the slot's task threads. The user's code runs
 * here: whatever it throws is the error of its element.
 */
final class Elements {
    private final Chunk chunk;
    private final LoadedImage image;
    private final SharedSource shared;
    private final CancelToken token;
    private final ElementLimit limit;
    private final List<ElementError> errors = new ArrayList<>();
    private final ArrayList<Object> values;
    private final List<Integer> positions;
    private byte[] writtenValues = {};
    private int notRun;

    Elements(Chunk chunk, LoadedImage image, SharedSource shared, CancelToken token, ElementLimit limit) {
        this.chunk = chunk;
        this.image = image;
        this.shared = shared;
        this.token = token;
        this.limit = limit;
        int expected = Math.min(chunk.count(), 4096);
        this.values = new ArrayList<>(expected);
        this.positions = new ArrayList<>(expected);
    }

    /**
     * Runs them; {@link #errors} and {@link #writtenValues} have the outcome.
     *
     * @throws Cancelled if the token was cancelled, unless it was the element's time that was over
     */
    void run() throws NotSendableException {
        run(null);
    }

    /** {@link #run()} with another function than the image's; null for that. */
    void run(Function<Object, Object> instead) throws NotSendableException {
        List<?> inputs;
        try {
            inputs = inputs();
        } catch (Throwable e) {
            rethrowIfCancelled();
            allFailed(e);
            return;
        }
        @SuppressWarnings("unchecked")
        Function<Object, Object> function = instead != null ? instead : (Function<Object, Object>) image.function();
        for (int i = 0; i < inputs.size() && !limit.isExceeded(); i++) {
            limit.begin(i);
            apply(function, inputs.get(i), i);
        }
        limit.end();
        if (limit.isExceeded()) {
            stoppedAtLimit();
            writtenValues = limit.onTimerThread(this::writtenIfAny);
            return;
        }
        if (function instanceof Combining<?, ?> combining && values.size() > 1) {
            combine(combining);
        }
        writtenValues = writtenIfAny();
        errors.sort(Comparator.comparingInt(ElementError::position));
    }

    /** What is said of this chunk while its last element, whose time is over, still runs and does not stop. On the timer's thread. */
    void giveUpTheRunningOne() throws NotSendableException {
        stoppedAtLimit();
        writtenValues = writtenIfAny();
    }

    /** The element that took too long is an error, those after it are not run. */
    private void stoppedAtLimit() {
        int position = limit.position();
        values.subList((int) positions.stream().filter(at -> at < position).count(), values.size())
                .clear();
        errors.removeIf(error -> error.position() >= position);
        errors.add(limit.error());
        notRun = chunk.count() - position - 1;
        errors.sort(Comparator.comparingInt(ElementError::position));
    }

    @SuppressWarnings("unchecked") // the values are what the function returns
    private void combine(Combining<?, ?> combining) {
        Combining<?, Object> operator = (Combining<?, Object>) combining;
        try {
            Object whole = values.get(0);
            for (int i = 1; i < values.size(); i++) {
                whole = operator.combine(whole, values.get(i));
                rethrowIfCancelled();
            }
            values.clear();
            values.add(whole);
        } catch (Throwable e) {
            rethrowIfCancelled();
            values.clear();
            errors.clear();
            allFailed(e);
        }
    }

    /** How many elements at the end were not run. */
    int notRun() {
        return notRun;
    }

    List<ElementError> errors() {
        return errors;
    }

    /** The results of the others as one list; empty if there are none. */
    byte[] writtenValues() {
        return writtenValues;
    }

    private List<?> inputs() throws IOException, ClassNotFoundException {
        Object inputs = Values.read(chunk.arguments(), image.classLoader(), shared);
        if (inputs instanceof List<?> list && list.size() == chunk.count()) {
            return list;
        }
        throw new IOException("the chunk does not hold " + chunk.count() + " inputs");
    }

    private void apply(Function<Object, Object> function, Object input, int position) {
        rethrowIfCancelled();
        long startNanos = System.nanoTime();
        try {
            Object value = function.apply(input);
            rethrowIfCancelled();
            values.add(value);
            positions.add(position);
        } catch (Throwable thrown) {
            rethrowIfCancelled();
            if (!limit.isExceeded()) {
                errors.add(ErrorReport.of(thrown, position, System.nanoTime() - startNanos));
            }
        }
    }

    private void rethrowIfCancelled() {
        if (token.isCancelled() && !limit.isExceeded()) {
            throw new Cancelled();
        }
    }

    private byte[] writtenIfAny() throws NotSendableException {
        return values.isEmpty() ? new byte[0] : written();
    }

    /** All results in one; if that fails, each is tried alone, and what cannot be sent is the error of its element. */
    private byte[] written() throws NotSendableException {
        try {
            return Values.write(values);
        } catch (NotSendableException | RuntimeException | StackOverflowError | OutOfMemoryError one) {
            rethrowIfCancelled();
            keepSendable();
            return values.isEmpty() ? new byte[0] : Values.write(values);
        }
    }

    private void keepSendable() {
        List<Object> sendable = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            try {
                Values.write(values.get(i));
                sendable.add(values.get(i));
            } catch (Throwable thrown) {
                rethrowIfCancelled();
                errors.add(ErrorReport.of(thrown, positions.get(i), 0));
            }
        }
        values.clear();
        values.addAll(sendable);
    }

    private void allFailed(Throwable thrown) {
        for (int i = 0; i < chunk.count(); i++) {
            errors.add(ErrorReport.of(thrown, i, 0));
        }
    }
}
