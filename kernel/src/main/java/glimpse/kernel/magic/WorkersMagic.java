package glimpse.kernel.magic;

import glimpse.cluster.pool.WorkerAnswer;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cluster.SessionCluster;
import glimpse.kernel.session.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A cell that runs on the workers. */
@Magic(
        value = "workers",
        usage = {"%%workers", "%%workers -n 3", "%%workers -on HOST"},
        help = "runs the cell once in every worker JVM, in a namespace that lasts; what it declares, tasks get by"
                + " memory(\"name\")")
final class WorkersMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException {
        SessionCluster cluster = call.context().service(SessionCluster.class);
        Set<String> targets = targets(cluster, call.words().iterator());
        StringBuilder failed = new StringBuilder();
        String code = "\n".repeat(call.codeLine() - 1) + call.code(); // errors name the lines of the cell
        for (WorkerAnswer answer : cluster.administration().runCell(code, targets)) {
            if (!answer.ok()) {
                failed.append(failed.isEmpty() ? "" : "\n")
                        .append('[')
                        .append(answer.worker())
                        .append("] ")
                        .append(answer.failure().getMessage());
            } else if (answer.value() != null) {
                call.context().output().write(Stream.STDOUT, "[" + answer.worker() + "] " + answer.value() + "\n");
            }
        }
        if (!failed.isEmpty()) {
            throw new MagicException(failed.toString());
        }
        return new Outcome.NoValue(List.of());
    }

    private static Set<String> targets(SessionCluster cluster, Iterator<String> words) throws MagicException {
        Set<String> all = new TreeSet<>(cluster.administration().names());
        if (all.isEmpty()) {
            throw new MagicException(cluster.administration().noWorker());
        }
        while (words.hasNext()) {
            String option = words.next();
            String value = words.hasNext() ? words.next() : "";
            if (option.equals("-n") && value.matches("[1-9]\\d{0,3}")) {
                all = new TreeSet<>(all.stream().limit(Integer.parseInt(value)).toList());
            } else if (option.equals("-on") && !value.isEmpty()) {
                all.removeIf(worker -> !worker.contains(value));
                if (all.isEmpty()) {
                    throw new MagicException("no worker on " + value + " (there are: "
                            + String.join(", ", cluster.administration().names()) + ")");
                }
            } else {
                throw new MagicException("\"" + option + " " + value + "\" (expected: -n NUMBER or -on HOST)");
            }
        }
        return all;
    }
}
