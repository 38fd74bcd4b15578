package glimpse.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.interpreter.OneInterpreter;
import glimpse.kernel.jupyter.history.History;
import glimpse.kernel.jupyter.history.Query;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcDriversTest extends OneInterpreter {
    @TempDir
    private Path folder;

    @Test
    void aDriverThatComesLaterIsFoundAlsoOneThatTheKernelHasOfItsOwn() throws Exception {
        try (History kernels = History.in(folder.resolve("history.sqlite"))) {
            kernels.find(new Query.Tail(1)); // when it is open
            Path jar = Path.of(org.sqlite
                    .JDBC
                    .class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            assertThat(value("%classpath " + jar + """

                            import java.sql.*;
                            Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                            memory.createStatement().executeQuery("SELECT 6 * 7 AS answer")
                            """).text())
                    .contains("answer")
                    .contains("42");
        }
        assertThat(output.err()).isEmpty();
    }
}
