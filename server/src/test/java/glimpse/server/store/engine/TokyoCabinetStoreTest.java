package glimpse.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.gearman.packet.PacketType;
import glimpse.server.Dialogue;
import glimpse.server.GearmandServer;
import glimpse.server.store.Jobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's C server has no Tokyo Cabinet; its records are written and read by the library's own {@code tcamgr}. */
class TokyoCabinetStoreTest extends EngineContract {
    @TempDir
    Path folder;

    private String suffix = ".tcb";

    @Override
    List<String> options() {
        return List.of("--queue-type=tokyocabinet", "--libtokyocabinet-file=" + file());
    }

    @Override
    boolean joinsByDash() {
        return true;
    }

    private Path file() {
        return folder.resolve(fresh + suffix);
    }

    private String tcamgr(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tcamgr"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    @Test
    void recordsAreThoseOfC() throws IOException, InterruptedException {
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            Jobs.submit(client, PacketType.SUBMIT_JOB_LOW_BG, "fn", "ul", "low");
            Jobs.submitEpoch(client, "fn", "when", FAR, "");
        }
        assertThat(tcamgr("list", "-pv", "-px", file().toString()).lines().toList())
                .containsExactly(
                        spaced("fn-ul") + "\t" + spaced("fn\0ul\0" + "20\0low"),
                        spaced("fn-when") + "\t" + spaced("fn\0when\0" + "1" + FAR + "\0"));
    }

    private static String spaced(String text) {
        StringBuilder hex = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
            hex.append(hex.length() == 0 ? "" : " ").append(String.format("%02X", b));
        }
        return hex.toString();
    }

    @Test
    void recordsOfCAreReplayedAndOthersPassedOver() throws IOException, InterruptedException {
        tcamgr("create", file().toString());
        tcamgr("put", "-sx", file().toString(), spaced("fn-ul"), spaced("fn\0ul\0" + "20\0low"));
        tcamgr("put", "-sx", file().toString(), spaced("fn-uh"), spaced("fn\0uh\0" + "00\0high"));
        tcamgr("put", "-sx", file().toString(), spaced("fn-ue"), spaced("fn\0ue\0" + "1" + FAR + "\0later"));
        tcamgr("put", file().toString(), "other", "record");
        try (GearmandServer server = start();
                Dialogue admin = new Dialogue(server.port())) {
            assertThat(admin.asks("prioritystatus", ".\n")).isEqualTo("fn\t1\t1\t1\t0\n.\n");
            assertThat(Jobs.drain(server.port(), "fn")).containsExactly("fn uh high", "fn ul low");
        }
        assertThat(tcamgr("list", file().toString()).lines().toList()).containsExactly("fn-ue", "other");
    }

    /**
     * The resource was written by C's gearmand of GitHub's gearman/gearmand at e4f600b6, built with libtokyocabinet 1.4.48, and ended by TERM;
     * in it are the jobs below.
     */
    @Test
    void aFileOfCsServerIsReplayed() throws IOException {
        try (InputStream made = getClass().getResourceAsStream("/c-gearmand.tcb")) {
            Files.copy(made, file());
        }
        try (GearmandServer server = start();
                Dialogue admin = new Dialogue(server.port())) {
            assertThat(admin.asks("prioritystatus", ".\n")).isEqualTo("a-b\t0\t1\t0\t0\nfn\t1\t2\t1\t0\n.\n");
            assertThat(Jobs.drain(server.port(), "fn", "a-b"))
                    .containsExactly("fn high \0\1binary\u00ff\n", "fn normal n", "a-b c-d dash", "fn low l");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".tch", ".tcb#mode=wc"})
    void otherKindsOfDatabaseWork(String kind) throws IOException {
        suffix = kind;
        try (GearmandServer server = start();
                Dialogue client = new Dialogue(server.port())) {
            assertThat(Jobs.submit(client, PacketType.SUBMIT_JOB_BG, "fn", "u", "x"))
                    .isEqualTo(PacketType.JOB_CREATED);
        }
        try (GearmandServer server = start()) {
            assertThat(Jobs.drain(server.port(), "fn")).containsExactly("fn u x");
        }
    }

    @Test
    void aFileThatCannotBeOpenedEndsTheStart() {
        List<String> words = List.of(
                "-q",
                "tokyocabinet",
                "--libtokyocabinet-file=" + folder.resolve("no/such.tcb"),
                "--libtokyocabinet-optimize=false");
        assertThatThrownBy(() -> start(words)).isInstanceOf(IOException.class).hasMessageContaining("no/such.tcb");
    }

    @Test
    void aFullDiskRefusesAndLosesNothing() throws Exception {
        FullDisk.refusesAndLosesNothing(options(), folder, 18_000_000, 15_000);
    }
}
