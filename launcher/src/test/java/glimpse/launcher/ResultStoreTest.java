package glimpse.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.cluster.config.ChannelUrl;
import glimpse.cluster.config.ChannelUrls;
import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.store.ResultStore;
import glimpse.cluster.store.ResultStores;
import glimpse.gearman.connection.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where detached work is kept: a folder, SQLite, PostgreSQL and MariaDB do the same. Here, as the drivers are the distribution's. */
class ResultStoreTest {
    @TempDir
    private static Path folder;

    private static TestDatabase postgres;
    private static TestDatabase mariadb;

    @BeforeAll
    static void startDatabases() throws Exception {
        postgres = TestDatabase.started(TestDatabase.Kind.POSTGRESQL);
        mariadb = TestDatabase.started(TestDatabase.Kind.MARIADB);
    }

    @AfterAll
    static void endDatabases() throws IOException {
        postgres.close();
        mariadb.close();
    }

    static Stream<String> places() {
        return Stream.of(
                folder.resolve("results").toString(),
                "jdbc:sqlite:" + folder.resolve("results.db"),
                postgres.url(),
                mariadb.url());
    }

    private static ResultStore open(String place) throws IOException {
        ChannelUrl free = ChannelUrl.loopback();
        return ResultStores.open(ClusterConfig.of(
                        List.of(HostPort.parse("127.0.0.1:4730")), ChannelUrls.direct(free, free), ClusterKey.none())
                .withResultStore(place));
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatIsKeptIsThereForAnotherAndTheFirstStays(String place) throws Exception {
        byte[] large = new byte[9_000_000];
        new Random(1).nextBytes(large);
        try (ResultStore one = open(place);
                ResultStore another = open(place)) {
            assertThat(one.put("s1", "done-0", large)).isTrue();
            assertThat(another.put("s1", "done-0", new byte[] {1})).isFalse();
            assertThat(another.get("s1", "done-0"))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(large));
            assertThat(another.get("s1", "done-1")).isEmpty();
            assertThat(one.put("s1", "cancelled", new byte[0])).isTrue();
            assertThat(one.get("s1", "cancelled"))
                    .hasValueSatisfying(found -> assertThat(found).isEmpty());
            assertThat(one.put("s2", "manifest", new byte[] {2})).isTrue();
            assertThat(another.names("s1")).containsExactlyInAnyOrder("done-0", "cancelled");
            assertThat(another.submissions()).containsExactlyInAnyOrder("s1", "s2");
            another.remove("s1", "done-0");
            assertThat(one.names("s1")).containsExactly("cancelled");
            another.remove("s1");
            another.remove("s3");
            assertThat(one.submissions()).containsExactly("s2");
            assertThatThrownBy(() -> one.put("../s1", "x", large)).hasMessageContaining("lower case letters");
            one.remove("s2");
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void ofManyAtOnceOneIsTheFirst(String place) throws Exception {
        AtomicInteger firsts = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] content = {(byte) i};
            threads.add(new Thread(() -> {
                try (ResultStore store = open(place)) {
                    for (int name = 0; name < 20; name++) {
                        firsts.addAndGet(store.put("race", "done-" + name, content) ? 1 : 0);
                    }
                } catch (IOException e) {
                    firsts.addAndGet(1000);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(firsts.get()).isEqualTo(20);
    }

    @Test
    void anErrorSaysWhereAndShowsNoPassword() {
        assertThatThrownBy(() -> open("jdbc:postgresql://127.0.0.1:1/db?user=u&password=geheim"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("database jdbc:postgresql://127.0.0.1:1/db:")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> open("jdbc:nothing:x")).hasMessageContaining("jdbc:sqlite:, jdbc:postgresql:");
        assertThatThrownBy(() -> open("/proc/no/folder")).hasMessageContaining("of result_store cannot be used");
    }
}
