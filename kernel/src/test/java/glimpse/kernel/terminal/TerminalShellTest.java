package glimpse.kernel.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalShellTest {
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String ENTER = "\r";

    @TempDir
    private Path folder;

    @Test
    void aSessionAtATerminal() throws Exception {
        Path history = folder.resolve("deep/history");
        try (Pty pty = Pty.java("xterm-256color", ShellProcess.class, history)) {
            pty.awaits("welcome");
            pty.awaits("glimpse> ");
            pty.type("int twice(int n) {" + ENTER);
            pty.awaits("...> ");
            pty.type("return 2 * n; }" + ENTER);
            pty.awaits("glimpse> ");
            pty.type("twice(20 + 1)" + ENTER);
            pty.awaits("\n42\n");
            pty.awaits("glimpse> ");

            pty.type("System.out.println(\"spin\" + \"ning\"); while (true) {}" + ENTER);
            pty.awaits("\nspinning\n");
            pty.type(CTRL_C);
            pty.awaits("interrupted");
            pty.awaits("glimpse> ");

            pty.type("this is thrown away" + CTRL_C);
            pty.awaits("glimpse> ");
            pty.type("new Scanner(System.in).nextLine().length()" + ENTER);
            pty.awaits("\n");
            pty.type("12345" + ENTER);
            pty.awaits("\n5\n");
            pty.awaits("glimpse> ");

            pty.type("\"[a )\" + new int[] {7 }.length" + ENTER);
            pty.awaits("\n\"[a )1\"\n");
            pty.awaits("glimpse> ");

            pty.type("nope + 1" + ENTER);
            pty.awaits("cannot find symbol");
            pty.awaits("^~~~");
            pty.awaits("glimpse> ");

            pty.type("/help" + ENTER);
            pty.awaits("Ctrl-D leaves");
            pty.awaits("glimpse> ");
            pty.type("/nonsense" + ENTER);
            pty.awaits("no command /nonsense");
            pty.awaits("glimpse> ");

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
        try (Pty pty = Pty.java("xterm-256color", ShellProcess.class, folder.resolve("history"), startup)) {
            pty.awaits("glimpse> ");
            pty.type("int six = fromStartup - 1;" + ENTER);
            pty.awaits("glimpse> ");
            pty.type("int twice(int n) { return 2 * n; }" + ENTER);
            pty.awaits("glimpse> ");
            pty.type("/vars" + ENTER);
            pty.awaits("fromStartup");
            pty.awaits("glimpse> ");
            pty.type("/methods" + ENTER);
            pty.awaits("int twice(int)");
            pty.awaits("glimpse> ");
            pty.type("/list" + ENTER);
            pty.awaits("1 : int six = fromStartup - 1;");
            pty.awaits("glimpse> ");
            pty.type("/save " + saved + ENTER);
            pty.awaits("saved");
            pty.awaits("glimpse> ");
            pty.type("six * 111" + ENTER);
            pty.awaits("\n666\n");
            pty.awaits("glimpse> ");
            pty.type("/-1" + ENTER);
            pty.awaits("\n666\n");
            pty.awaits("glimpse> ");
            pty.type("/drop six" + ENTER);
            pty.awaits("glimpse> ");
            pty.type("six" + ENTER);
            pty.awaits("cannot find symbol");
            pty.awaits("glimpse> ");
            pty.type("/reset" + ENTER);
            pty.awaits("glimpse> ");
            pty.type("int fromStartup = 11;" + ENTER);
            pty.awaits("glimpse> ");
            pty.type("/open " + saved + ENTER);
            pty.awaits("glimpse> ");
            pty.type("twice(six)" + ENTER);
            pty.awaits("\n20\n");
            pty.awaits("glimpse> ");
            pty.type("/set feedback loud" + ENTER);
            pty.awaits("feedback normal|silent");
            pty.awaits("glimpse> ");
            pty.type("/set truncation 80" + ENTER);
            pty.awaits("truncation is not set here");
            pty.awaits("glimpse> ");
            pty.type("/set prompt \"java: \"" + ENTER);
            pty.awaits("java: ");
            pty.type("/set" + ENTER);
            pty.awaits("feedback normal, prompt");
            pty.awaits("java: ");
            pty.type("/reset" + ENTER);
            pty.awaits("java: ");
            pty.type("fromStartup * 100" + ENTER);
            pty.awaits("\n700\n");
            pty.awaits("java: ");
            pty.type("int begun(" + ENTER);
            pty.awaits("...> ");
            pty.type(CTRL_D + "int n) { return n + 5; }" + ENTER);
            pty.awaits("java: ");
            pty.type("begun(50)" + ENTER);
            pty.awaits("\n55\n");
            pty.awaits("java: ");
            pty.type("/exit" + ENTER);
            assertThat(pty.exitStatus()).isZero();
        }
        assertThat(Files.readString(saved)).contains("int six = fromStartup - 1;", "twice(int n)");
    }

    @Test
    void aDumbTerminalWorks() throws Exception {
        try (Pty pty = Pty.java("dumb", ShellProcess.class, folder.resolve("history"))) {
            pty.awaits("glimpse> ");
            pty.type("40 + 2" + ENTER);
            pty.awaits("\n42\n");
            pty.awaits("glimpse> ");
            pty.type("/exit" + ENTER);
            assertThat(pty.exitStatus()).isZero();
        }
    }

    @Test
    void lateOutputAppearsAboveThePrompt() throws Exception {
        try (Pty pty = Pty.java("xterm-256color", ShellProcess.class, folder.resolve("history"))) {
            pty.awaits("glimpse> ");
            pty.type("var gate = new CountDownLatch(1); new Thread(() -> { try { gate.await(); } catch (Exception e) {}"
                    + " System.out.println(\"from \" + \"behind\"); }).start();" + ENTER);
            pty.awaits("glimpse> ");
            pty.type("gate.countDown();" + ENTER);
            pty.awaits("from behind");
            pty.awaits("glimpse> ");
            pty.type(CTRL_D);
            assertThat(pty.exitStatus()).isZero();
        }
    }
}
