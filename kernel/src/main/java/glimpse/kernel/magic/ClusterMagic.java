package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cluster.SessionCluster;
import glimpse.kernel.cluster.SubmissionRows;
import glimpse.kernel.cluster.Timeline;
import glimpse.kernel.cluster.TimelineDrawing;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.TextTable;
import glimpse.kernel.session.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The session's cluster. */
@Magic(
        value = "cluster",
        usage = {
            "%cluster",
            "%cluster CONFIG.INI",
            "%cluster local [SLOTS]",
            "%cluster start [SLOTS]",
            "%cluster add [WORKERS]",
            "%cluster restart [WORKER]",
            "%cluster kill [WORKER]",
            "%cluster stop",
            "%cluster jobs [ID]",
            "%cluster logs [LINES]",
            "%cluster timeline [FILE.json]"
        },
        help = "shows the workers; connects to a cluster; starts, restarts and ends workers; shows detached work, which"
                + " fetch(\"ID\") has the results of, queues, logs and who ran what when",
        arguments = Magic.Arguments.FILES)
final class ClusterMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException {
        SessionCluster cluster = call.context().service(SessionCluster.class);
        List<String> words = call.words();
        String first = words.isEmpty() ? "" : words.get(0);
        Optional<String> second = words.size() > 1 ? Optional.of(words.get(1)) : Optional.empty();
        if (words.size() > 2) {
            throw new MagicException(
                    "\"" + words.get(2) + "\" is too much (expected: %cluster with at most two words)");
        }
        switch (first) {
            case "" -> show(cluster, call);
            case "local", "start" -> {
                cluster.local(second.isEmpty() ? Runtime.getRuntime().availableProcessors() : number(second.get()));
                say(call, cluster.description());
            }
            case "add" -> say(call, cluster.administration().add(second.isEmpty() ? 1 : number(second.get())));
            case "restart", "kill" -> endWorkers(call, cluster, first, second);
            case "stop" -> say(call, cluster.stop());
            case "jobs" -> jobs(call, cluster, second);
            case "logs" -> say(call, cluster.administration().logs(second.isEmpty() ? 50 : number(second.get())));
            case "timeline" -> timeline(call, cluster, second);
            default -> connect(cluster, call, first);
        }
        return new Outcome.NoValue(List.of());
    }

    private static void show(SessionCluster cluster, MagicCall call) throws MagicException {
        say(call, cluster.description());
        List<Map<String, String>> workers = cluster.workers();
        if (workers.isEmpty()) {
            throw new MagicException(
                    "no worker has answered; start some with: glimpse cluster worker -n 4 -c config.ini");
        }
        table(call, workers);
    }

    private static void jobs(MagicCall call, SessionCluster cluster, Optional<String> id) throws MagicException {
        if (id.isPresent()) {
            try {
                say(call, SubmissionRows.details(cluster.submissions().fetch(id.get())));
            } catch (IllegalArgumentException e) {
                throw new MagicException(e.getMessage());
            }
            return;
        }
        List<Map<String, String>> submissions = SubmissionRows.of(cluster);
        if (submissions.isEmpty()) {
            say(call, "no detached work; submit(f, xs) sends some");
        } else {
            table(call, submissions);
        }
        table(call, cluster.administration().jobs());
    }

    private static void endWorkers(MagicCall call, SessionCluster cluster, String how, Optional<String> worker)
            throws MagicException {
        try {
            say(
                    call,
                    how.equals("kill")
                            ? cluster.administration().kill(worker)
                            : cluster.administration().restart(worker));
        } catch (IllegalArgumentException e) {
            throw new MagicException(e.getMessage());
        }
    }

    private static void table(MagicCall call, List<Map<String, String>> rows) {
        DisplayData table = call.context().renderers().render(rows);
        call.context().output().display(table.with(DisplayData.TEXT, TextTable.of(rows)), Optional.empty());
    }

    private static void say(MagicCall call, String text) {
        call.context().output().write(Stream.STDOUT, text + (text.endsWith("\n") ? "" : "\n"));
    }

    private static void timeline(MagicCall call, SessionCluster cluster, Optional<String> file) throws MagicException {
        List<Timeline.Entry> entries = cluster.timeline().entries(10);
        if (entries.isEmpty()) {
            throw new MagicException("no map has run in this session (expected: at least one chunk)");
        }
        TimelineDrawing drawing = new TimelineDrawing(entries);
        if (file.isPresent()) {
            try {
                Files.writeString(Path.of(file.get()), drawing.chromeTrace());
            } catch (IOException e) {
                throw new MagicException("the timeline cannot be written to " + file.get() + ": "
                        + (e instanceof NoSuchFileException ? "there is no such folder" : e.getMessage()));
            }
            say(call, file.get() + ": a trace for ui.perfetto.dev or chrome://tracing");
        }
        DisplayData picture = DisplayData.text(drawing.figures()).with("image/svg+xml", drawing.svg());
        call.context().output().display(picture, Optional.empty());
    }

    private static void connect(SessionCluster cluster, MagicCall call, String file) throws MagicException {
        if (!Files.exists(Path.of(file))) {
            throw new MagicException("no file " + file
                    + " (expected: a config.ini, or one of local, start, add, restart, kill, stop, jobs, logs,"
                    + " timeline)");
        }
        cluster.connect(file);
        say(call, cluster.description());
    }

    private static int number(String word) throws MagicException {
        if (!word.matches("[1-9]\\d{0,3}")) {
            throw new MagicException("\"" + word + "\" (expected: a number from 1 to 9999)");
        }
        return Integer.parseInt(word);
    }
}
