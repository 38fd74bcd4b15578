package glimpse.kernel.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalShellTest {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";

    @TempDir
    private Path folder;

    @Test
    void aSessionAtATerminal() throws Exception {
        Path history = folder.resolve("deep/history");
        try (Pty pty = Pty.java("xterm-256color", ShellProcess.class, history)) {
            pty.awaits("welcome");
            pty.awaits("glimpse> ");
            pty.enters("int twice(int n) {", "...> ");
            pty.enters("return 2 * n; }", "glimpse> ");
            pty.enters("twice(20 + 1)", "\n42\n", "glimpse> ");

            pty.enters("System.out.println(\"spin\" + \"ning\"); while (true) {}", "\nspinning\n");
            pty.type(CTRL_C);
            pty.awaits("interrupted");
            pty.awaits("glimpse> ");

            pty.type("this is thrown away" + CTRL_C);
            pty.awaits("glimpse> ");
            pty.enters("new Scanner(System.in).nextLine().length()", "\n");
            pty.enters("12345", "\n5\n", "glimpse> ");

            pty.enters("\"[a )\" + new int[] {7 }.length", "\n\"[a )1\"\n", "glimpse> ");

            pty.enters("nope + 1", "cannot find symbol", "^~~~", "glimpse> ");

            pty.enters("/help", "Ctrl-D leaves", "glimpse> ");
            pty.enters("/nonsense", "no command /nonsense", "glimpse> ");

            pty.type("\"abc\".toUpp\t");
            pty.awaits("toUpperCase(");
            pty.type(CTRL_C);
            pty.awaits("glimpse> ");
            pty.type(CTRL_D);
            assertThat(pty.exitStatus()).isZero();
        }
        assertThat(Files.readString(history)).contains("twice(20 + 1)").doesNotContain("thrown away");
    }

    @Test
    void theCommandsOfJshellWork() throws Exception {
        Path startup = folder.resolve("startup.jsh");
        Files.writeString(startup, "int fromStartup = 7;\n");
        Path saved = folder.resolve("saved.jsh");
        Path savedLater = folder.resolve("later.jsh");
        try (Pty pty = Pty.java("xterm-256color", ShellProcess.class, folder.resolve("history"), startup)) {
            pty.awaits("glimpse> ");
            pty.enters("int six = fromStartup - 1;", "glimpse> ");
            pty.enters("int twice(int n) { return 2 * n; }", "glimpse> ");
            pty.enters("/vars", "fromStartup", "glimpse> ");
            pty.enters("/methods", "int twice(int)", "glimpse> ");
            pty.enters("/list", "1 : int six = fromStartup - 1;", "glimpse> ");
            pty.enters("/save " + saved, "saved", "glimpse> ");
            pty.enters("six * 111", "\n666\n", "glimpse> ");
            pty.enters("/-1", "\n666\n", "glimpse> ");
            pty.enters("/drop six", "glimpse> ");
            pty.enters("six", "cannot find symbol", "glimpse> ");
            pty.enters("/save " + savedLater, "saved", "glimpse> ");
            pty.enters("/reset", "glimpse> ");
            pty.enters("int fromStartup = 11;", "glimpse> ");
            pty.enters("/open " + saved, "glimpse> ");
            pty.enters("twice(six)", "\n20\n", "glimpse> ");
            pty.enters("/set feedback loud", "feedback normal|silent", "glimpse> ");
            pty.enters("/set truncation 80", "truncation is not set here", "glimpse> ");
            pty.enters("/set prompt \"java: \"", "java: ");
            pty.enters("/set", "feedback normal, prompt", "java: ");
            pty.enters("/reset", "java: ");
            pty.enters("fromStartup * 100", "\n700\n", "java: ");
            pty.enters("int begun(", "...> ");
            pty.enters(CTRL_D + "int n) { return n + 5; }", "java: ");
            pty.enters("begun(50)", "\n55\n", "java: ");
            pty.enters("/exit");
            assertThat(pty.exitStatus()).isZero();
        }
        assertThat(Files.readString(saved)).contains("int six = fromStartup - 1;", "twice(int n)");
        assertThat(Files.readString(savedLater))
                .contains("int six = fromStartup - 1;")
                .endsWith("%drop six\n");
    }

    @Test
    void aDumbTerminalWorks() throws Exception {
        try (Pty pty = Pty.java("dumb", ShellProcess.class, folder.resolve("history"))) {
            pty.awaits("glimpse> ");
            pty.enters("40 + 2", "\n42\n", "glimpse> ");
            pty.enters("/exit");
            assertThat(pty.exitStatus()).isZero();
        }
    }

    @Test
    void ctrlCStopsTheCellAndNotTheShellInADumbTerminal() throws Exception {
        try (Pty pty = Pty.java("dumb", ShellProcess.class, folder.resolve("history"))) {
            pty.awaits("glimpse> ");
            pty.enters("System.out.println(\"be\" + \"gun\"); while (true) {}", "begun");
            pty.type(CTRL_C);
            pty.awaits("glimpse> ");
            pty.type("this is thrown away" + CTRL_C);
            pty.awaits("glimpse> ");
            pty.enters("40 + 2", "\n42\n", "glimpse> ");
            pty.enters("/exit");
            assertThat(pty.exitStatus()).isZero();
        }
    }

    @Test
    void lateOutputAppearsAboveThePrompt() throws Exception {
        try (Pty pty = Pty.java("xterm-256color", ShellProcess.class, folder.resolve("history"))) {
            pty.awaits("glimpse> ");
            pty.enters(
                    "var gate = new CountDownLatch(1); new Thread(() -> { try { gate.await(); } catch (Exception e) {}"
                            + " System.out.println(\"from \" + \"behind\"); }).start();",
                    "glimpse> ");
            pty.enters("gate.countDown();", "from behind", "glimpse> ");
            pty.type(CTRL_D);
            assertThat(pty.exitStatus()).isZero();
        }
    }
}
