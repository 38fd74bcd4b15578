package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.ServerOptions;
import glimpse.server.command.Queues;
import glimpse.server.store.Jobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server process whose files can grow no more while it keeps jobs in one, and then can again. */
final class FullDisk {
    private static final int MAX_JOBS = 2000;

    private FullDisk() {}

    /**
     * It refuses what it cannot keep, goes on when there is room, and loses nothing of what it has acknowledged.
     *
     * @param fileBytes how long a file may become
     * @param dataBytes of each job
     */
    static void refusesAndLosesNothing(List<String> queue, Path folder, int fileBytes, int dataBytes) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        String data = "x".repeat(dataBytes);
        try (ServerProcess process = ServerProcess.start(folder, queue);
                Dialogue client = new Dialogue(process.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "first", data))
                    .isEqualTo(PacketType.JOB_CREATED);
            acknowledged.add("fn first " + data);
            process.limitFiles("" + fileBytes);
            PacketType answer = PacketType.JOB_CREATED;
            for (int i = 0; answer == PacketType.JOB_CREATED && i < MAX_JOBS; i++) {
                answer = Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "" + i, data);
                if (answer == PacketType.JOB_CREATED) {
                    acknowledged.add("fn " + i + " " + data);
                }
            }
            assertThat(answer).isEqualTo(PacketType.ERROR);
            assertThat(acknowledged).hasSizeGreaterThan(50);
            assertThat(process.log()).contains("Store: background jobs are refused until it works again: ");
            process.limitFiles("unlimited");
            Retry.until(
                    () -> Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "after", data) == PacketType.JOB_CREATED);
            acknowledged.add("fn after " + data);
        }
        try (GearmandServer server =
                GearmandServer.start(ServerOptions.embedded().withQueue(Queues.parse(queue)))) {
            assertThat(Jobs.drain(server.port(), "fn")).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }
}
