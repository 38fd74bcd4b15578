package glimpse.kernel.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import jdk.jshell.JShell;

/**
 * The session's JShell and what is built on it, behind the lock that JShell needs. Built on a thread of its own; whoever comes earlier waits.
 * The lock is let go while user code runs.
 */
final class SessionShell {
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Parts> ready = new CompletableFuture<>();
    private final SnippetControl control;
    private final CellRuns runs;
    private volatile Path visible;

    SessionShell(SnippetControl control, CellRuns runs) {
        this.control = control;
        this.runs = runs;
    }

    /**
     * What the lock guards.
     *
     * @param imports those that every session has
     */
    record Parts(
            JShell shell,
            Analysis analysis,
            Places places,
            Temporaries temporaries,
            Reruns reruns,
            LastValues lastValues,
            Outcomes outcomes,
            StartImports imports) {}

    /** Begins to build. */
    void start(SessionOptions options, LoadedClasses classes) {
        Thread starter = new Thread(() -> startNow(options, classes), "glimpse-session-start");
        starter.setDaemon(true);
        starter.start();
    }

    private void startNow(SessionOptions options, LoadedClasses classes) {
        try {
            ready.complete(build(options, classes));
        } catch (Throwable e) {
            ready.completeExceptionally(e);
            return;
        }
        try {
            if (options.warmUp()) {
                WarmUp.run(runs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Parts build(SessionOptions options, LoadedClasses classes) {
        JShell shell = Shells.build(control);
        if (!options.visiblePackages().isEmpty()) {
            visible = VisiblePackages.jar(options.visiblePackages());
            shell.addToClasspath(visible.toString());
        }
        for (Path each : options.classpath()) {
            shell.addToClasspath(each.toString());
            classes.add(each);
        }
        StartImports imports = StartImports.of(shell, options.imports());
        Places places = new Places(shell);
        Reruns reruns = new Reruns();
        return new Parts(
                shell,
                new Analysis(shell, imports, classes.loader(), classes.sources()),
                places,
                new Temporaries(shell, classes, reruns),
                reruns,
                new LastValues(shell),
                new Outcomes(shell, imports, runs, new Traces(places)),
                imports);
    }

    ReentrantLock lock() {
        return lock;
    }

    <T> T locked(Function<Parts, T> action) {
        Parts parts = ready.join();
        lock.lock();
        try {
            return action.apply(parts);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        locked(parts -> {
            parts.shell().close();
            return parts;
        });
        if (visible != null) {
            try {
                VisiblePackages.release(visible);
            } catch (IOException e) {
                throw new UncheckedIOException("left behind: " + visible, e);
            }
        }
    }
}
