package glimpse.server.transcript;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import glimpse.gearman.peer.CGearmand;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import glimpse.server.job.JobRules;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays every transcript against the core, against the server with its sockets, and against the C gearmand. */
class TranscriptTest {
    private static final List<String> FILES = List.of(
            "submit.txt",
            "scheduling.txt",
            "work.txt",
            "status.txt",
            "disconnect.txt",
            "time.txt",
            "admin.txt",
            "framing.txt");

    private static Stream<Transcript> transcripts() {
        return FILES.stream().flatMap(file -> Transcript.read(file).stream());
    }

    @TestFactory
    Stream<DynamicTest> core() {
        return transcripts().map(t -> dynamicTest(t.title(), () -> playCore(t, CoreConversation.Cut.WHOLE, 0)));
    }

    @TestFactory
    Stream<DynamicTest> coreByteByByte() {
        return transcripts().map(t -> dynamicTest(t.title(), () -> playCore(t, CoreConversation.Cut.BYTES, 0)));
    }

    @TestFactory
    Stream<DynamicTest> coreCutAtSeededPlaces() {
        return transcripts()
                .flatMap(t -> LongStream.range(0, 5)
                        .mapToObj(seed -> dynamicTest(
                                t.title() + ", seed " + seed, () -> playCore(t, CoreConversation.Cut.SEEDED, seed))));
    }

    @TestFactory
    Stream<DynamicTest> server() {
        return transcripts()
                .filter(t -> t.onlyCore() == null)
                .flatMap(t -> Stream.of(0, 1, 3)
                        .map(threads -> dynamicTest(t.title() + ", -t " + threads, () -> playServer(t, threads))));
    }

    @TestFactory
    Stream<DynamicTest> gearmandInC() {
        return transcripts()
                .filter(t -> t.onlyCore() == null && t.notC() == null)
                .map(t -> dynamicTest(t.title(), () -> playC(t)));
    }

    private static void playCore(Transcript transcript, CoreConversation.Cut cut, long seed) throws IOException {
        try (Conversation conversation = new CoreConversation(rules(transcript.options()), cut, seed)) {
            transcript.play(conversation);
        }
    }

    private static void playServer(Transcript transcript, int threads) throws IOException {
        GearmandServer server = GearmandServer.start(
                ServerOptions.embedded().withThreads(threads).withJobs(rules(transcript.options())));
        try (Conversation conversation = new SocketConversation(server.port(), server)) {
            transcript.play(conversation);
        }
    }

    private static void playC(Transcript transcript) throws IOException {
        CGearmand server = CGearmand.started(Stream.concat(
                        Stream.of("--job-handle-prefix=H"),
                        transcript.options().entrySet().stream().map(TranscriptTest::option))
                .toArray(String[]::new));
        try (Conversation conversation = new SocketConversation(server.port(), server)) {
            transcript.play(conversation);
        }
    }

    private static String option(Map.Entry<String, String> option) {
        return "--" + option.getKey() + (option.getValue().isEmpty() ? "" : "=" + option.getValue());
    }

    private static JobRules rules(Map<String, String> options) {
        return new JobRules(
                "H",
                Integer.parseInt(options.getOrDefault("job-retries", "0")),
                Integer.parseInt(options.getOrDefault("worker-wakeup", "0")),
                1,
                options.containsKey("round-robin") ? JobRules.Order.ROUND_ROBIN : JobRules.Order.ANNOUNCED,
                options.containsKey("exceptions") ? JobRules.Exceptions.ALWAYS : JobRules.Exceptions.ON_REQUEST);
    }
}
