package glimpse.cluster.pool;

import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.JarRef;
import glimpse.cluster.closure.KeptValues;
import glimpse.cluster.closure.SessionClasses;
import glimpse.cluster.closure.Sha256;
import glimpse.cluster.scratch.Scratch;
import glimpse.cluster.store.KeptSubmission;
import glimpse.cluster.task.KeptInput;
import glimpse.cluster.task.KeptOutcome;
import glimpse.cluster.task.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a store has of a submission, read. One thread. */
final class KeptResults {
    private final KeptSubmission kept;
    private final KeptValues values;
    private final OutcomeReader outcomes;
    private final ResultBook book = new ResultBook();
    private final Failures failures = new Failures();
    private final StringBuilder output = new StringBuilder();
    private final long elements;

    private KeptResults(KeptSubmission kept, KeptValues values, SessionClasses session, long elements) {
        this.kept = kept;
        this.values = values;
        this.outcomes = new OutcomeReader(new Reader(values, session));
        this.elements = elements;
    }

    /** Reads the chunks that are done. */
    static KeptResults read(KeptSubmission kept, Manifest manifest, SessionClasses session) throws IOException {
        if (manifest.counts().isEmpty()) {
            return new KeptResults(kept, null, session, 0);
        }
        Image image = Image.decode(kept.whole(manifest.image()));
        if (!image.id().hex().equals(manifest.image())) {
            throw new IOException("image " + manifest.image() + " of submission " + kept.id() + " is " + image.id());
        }
        KeptValues values = new KeptValues(session, image, jar -> file(kept, jar));
        KeptResults results = new KeptResults(kept, values, session, manifest.elements());
        for (int i = 0; i < manifest.counts().size(); i++) {
            Optional<KeptOutcome> outcome = kept.outcome(i);
            if (outcome.isPresent()) {
                results.add(outcome.get());
            }
        }
        return results;
    }

    private static Path file(KeptSubmission kept, JarRef jar) throws IOException {
        byte[] bytes = kept.whole(jar.hash());
        if (!Sha256.hex(bytes).equals(jar.hash())) {
            throw new IOException("jar " + jar.name() + " of submission " + kept.id() + " has another content");
        }
        Path file = Files.createTempFile(Scratch.folder(), "jar", ".jar");
        Files.write(file, bytes);
        return file;
    }

    private void add(KeptOutcome fetched) throws IOException {
        KeptInput input = kept.input(fetched.number());
        Object[] inputs = inputs(input);
        Outcome outcome = fetched.lost().isEmpty()
                ? outcomes.read(kept.chunkDone(fetched), input.firstIndex(), inputs)
                : OutcomeReader.allFailed(input.firstIndex(), inputs, new WorkerLostException(fetched.lost()), "");
        outcome.failures().forEach(failures::add);
        boolean[] failed = new boolean[inputs.length];
        outcome.failures().forEach(failure -> failed[(int) (failure.index() - input.firstIndex())] = true);
        int next = 0;
        for (int i = 0; i < outcome.ran(); i++) {
            if (!failed[i]) {
                book.value(input.firstIndex() + i, outcome.values().get(next++));
            }
        }
        output.append(fetched.output());
        if (fetched.linesDropped() > 0) {
            output.append("(").append(fetched.linesDropped()).append(" more lines were not kept)\n");
        }
    }

    private Object[] inputs(KeptInput input) {
        try {
            if (values.readInput(input.arguments()) instanceof List<?> list && list.size() == input.count()) {
                return list.toArray();
            }
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            return unreadable(input, e.toString());
        }
        return unreadable(input, "not a list of " + input.count());
    }

    private static Object[] unreadable(KeptInput input, String why) {
        Object[] texts = new Object[input.count()];
        Arrays.fill(texts, "(cannot be read here: " + why + ")");
        return texts;
    }

    /** All results, what failed as the options say. */
    @SuppressWarnings("unchecked") // what the function returns
    <R> List<R> results(MapOptions.OnError onError) {
        return (List<R>)
                switch (onError) {
                    case FINISH, STOP -> {
                        if (failures.count() > 0) {
                            throw new MapException(failures.first(), failures.count(), book.byIndex());
                        }
                        yield book.present();
                    }
                    case COLLECT -> new Results<>(book.withGaps(elements), failures.first(), failures.count());
                    case SKIP -> new Results<>(book.present(), failures.first(), failures.count());
                };
    }

    List<Object> present() {
        return book.present();
    }

    @SuppressWarnings("unchecked") // what the function returns
    <R> SortedMap<Long, R> byIndex() {
        return (SortedMap<Long, R>) book.byIndex();
    }

    List<Failure> failures() {
        return failures.first();
    }

    String output() {
        return output.toString();
    }

    /** Reads with the classes of then or of now. */
    private record Reader(KeptValues values, SessionClasses session) implements ResultReader {
        @Override
        public Object read(byte[] bytes) throws IOException {
            try {
                return values.readResult(bytes);
            } catch (ClassNotFoundException e) {
                throw new IOException("class " + e.getMessage() + " is only on the worker", e);
            } catch (RuntimeException | LinkageError e) {
                throw new IOException(e.toString(), e);
            }
        }

        /** Workers' frames have the names and lines of cells already, whichever session they are of. */
        @Override
        public Optional<String> place(StackTraceElement frame) {
            boolean isCell = frame.getClassName().startsWith("REPL.")
                    || session.sourceLines(frame.getClassName()).isPresent();
            return isCell && frame.getFileName() != null
                    ? Optional.of(frame.getFileName() + ", line " + frame.getLineNumber())
                    : Optional.empty();
        }

        @Override
        public boolean isCombining() {
            return false;
        }
    }
}
