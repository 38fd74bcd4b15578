package glimpse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Work whose front end has ended and whose job server was killed; the store a folder with one job server, a database with the other. */
class DetachedIT {
    @ParameterizedTest
    @EnumSource
    void anotherSessionFetchesWhatOutlivedTheFirstAndTheJobServer(JobServer kind, @TempDir Path folder)
            throws IOException {
        Path queue = folder.resolve("queue.db");
        String store = kind == JobServer.C ? "jdbc:sqlite:" + folder.resolve("results.db") : "results";
        int port = FreePorts.one();
        Path config = Topology.BROKER.write(folder, port);
        Files.writeString(
                config,
                Files.readString(config).replace("[client]", "[client]\n\nkey = secret\nresult_store = " + store));
        String id;
        try (Program server = kind.start(port, queue)) {
            try (Program session = Program.glimpse("glimpse", "run", "-")) {
                session.types("%cluster " + config + "\n")
                        .types("""
                                record Point(int x, int y) {}
                                int factor = 3;
                                var s = submit(n -> new Point(n, factor * n), range(5), at(java.time.Instant.now().plusSeconds(1)));
                                System.out.println("sent " + s.id());
                                """)
                        .endsInput()
                        .succeeds();
                id = session.awaitLine("sent ").replace("sent ", "");
            }
            server.kill();
            server.exitStatus();
        }
        try (Program server = kind.start(port, queue);
                Program broker = Program.glimpse("glimpse", "cluster", "-c", config.toString(), "broker");
                Program worker = Program.glimpse("glimpse", "cluster", "-c", config.toString(), "worker", "-n", "2");
                Program session = Program.glimpse("glimpse", "run", "-")) {
            session.types("%cluster " + config + "\n")
                    .types("""
                            System.out.println(fetch("%s").await(java.time.Duration.ofSeconds(60)));
                            record Point(int x, int y) {}
                            %%cluster jobs
                            """.formatted(id))
                    .endsInput()
                    .succeeds();
            assertThat(session.text())
                    .contains("[Point[x=0, y=0], Point[x=1, y=3], Point[x=2, y=6], Point[x=3, y=9], Point[x=4, y=12]]")
                    .contains(id)
                    .contains("done")
                    .contains("5 of 5");
            assertThat(server.handle().isAlive()).isTrue();
            assertThat(broker.handle().isAlive()).isTrue();
            assertThat(worker.handle().isAlive()).isTrue();
        }
    }
}
