package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cluster.SessionCluster;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.TextTable;
import glimpse.kernel.session.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The session's cluster. */
@Magic(
        value = "cluster",
        usage = {"%cluster", "%cluster CONFIG.INI", "%cluster local [SLOTS]"},
        help = "shows the workers; connects to a cluster; starts one on this machine")
final class ClusterMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException {
        SessionCluster cluster = call.context().service(SessionCluster.class);
        List<String> words = call.words();
        if (!words.isEmpty()) {
            change(cluster, words);
            call.context().output().write(Stream.STDOUT, cluster.description() + "\n");
            return new Outcome.NoValue(List.of());
        }
        call.context().output().write(Stream.STDOUT, cluster.description() + "\n");
        List<Map<String, String>> workers = cluster.workers();
        if (workers.isEmpty()) {
            throw new MagicException(
                    "no worker has answered; start some with: glimpse cluster worker -n 4 -c config.ini");
        }
        DisplayData table = call.context().renderers().render(workers);
        call.context().output().display(table.with(DisplayData.TEXT, TextTable.of(workers)), Optional.empty());
        return new Outcome.NoValue(List.of());
    }

    private static void change(SessionCluster cluster, List<String> words) throws MagicException {
        if (words.get(0).equals("local") && words.size() <= 2) {
            cluster.local(words.size() == 1 ? Runtime.getRuntime().availableProcessors() : slots(words.get(1)));
        } else if (words.size() == 1 && Files.exists(Path.of(words.get(0)))) {
            cluster.connect(words.get(0));
        } else {
            throw new MagicException(
                    "no file " + words.get(0) + " (expected: a config.ini, or local and a number of slots)");
        }
    }

    private static int slots(String word) throws MagicException {
        if (!word.matches("[1-9]\\d{0,3}")) {
            throw new MagicException(word + " slots (expected: a number from 1 to 9999)");
        }
        return Integer.parseInt(word);
    }
}
