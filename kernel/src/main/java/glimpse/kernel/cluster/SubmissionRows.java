package glimpse.kernel.cluster;

import glimpse.cluster.pool.Submission;
import glimpse.cluster.pool.SubmissionProgress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Detached work as the rows of a table, the newest first. */
public final class SubmissionRows {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private SubmissionRows() {}

    /** All that is in the cluster's store; none if it has no store. */
    public static List<Map<String, String>> of(SessionCluster cluster) {
        try {
            return cluster.submissions().all().stream().map(SubmissionRows::row).toList();
        } catch (IllegalStateException noStore) {
            return List.of();
        }
    }

    private static Map<String, String> row(Submission<?> submission) {
        SubmissionProgress progress = submission.progress();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", submission.id());
        row.put("name", submission.name());
        row.put("submitted", text(submission.submitted()));
        row.put("not before", submission.notBefore().map(SubmissionRows::text).orElse(""));
        row.put("state", progress.state().name().toLowerCase(Locale.ROOT));
        row.put("done", progress.done() + " of " + progress.elements());
        row.put("failed", Long.toString(progress.failures()));
        row.put("running", Integer.toString(progress.running()));
        return row;
    }

    private static String text(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** One of them in some lines, with what its tasks have printed. */
    public static String details(Submission<?> submission) {
        String output = submission.output();
        return submission + ", submitted " + text(submission.submitted())
                + submission.notBefore().map(at -> ", not before " + text(at)).orElse("")
                + (output.isEmpty() ? "" : "\n" + output);
    }
}
