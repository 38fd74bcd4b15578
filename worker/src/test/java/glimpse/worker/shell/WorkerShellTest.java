package glimpse.worker.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkerShellTest {
    @Test
    void errorsNameTheLinesOfTheCell() throws Exception {
        try (WorkerShell shell = new WorkerShell()) {
            assertThat(shell.run("""

                    // halves
                    int half(int n) {
                        return n / (n - n);
                    }
                    1 + 1
                    """)).isEqualTo("2");
            assertThatThrownBy(() -> shell.run("\n\nint four = 4;\n\n// a comment\nhalf(four)"))
                    .hasMessage("java.lang.ArithmeticException: / by zero\n"
                            + "  at half (line 4 of an earlier cell)\n  at line 6");
            assertThatThrownBy(() -> shell.run("int five = 5;\nfive +\n  missing"))
                    .hasMessageStartingWith("line 3: cannot find symbol");
        }
    }
}
