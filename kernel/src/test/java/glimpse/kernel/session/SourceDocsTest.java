package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceDocsTest {
    private static final String SOURCE = """
            package lib;
            /** Says hello. */
            public class Greeter {
                /** Greets {@code name}. */
                public static String greet(String name) { return "hello " + name; }
            }
            """;

    @Test
    void theDocumentationOfALibraryComesFromTheJarOfItsSources(@TempDir Path folder) throws Exception {
        Path jar = jar(folder);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("greeter-sources.jar")))) {
            zip.putNextEntry(new ZipEntry("lib/Greeter.java"));
            zip.write(SOURCE.getBytes(StandardCharsets.UTF_8));
        }
        JavaSession session =
                JavaSession.open(SessionOptions.java().withClasspath(jar).withImport("lib.*"));
        assertThat(session.inspect("Greeter.greet", 13, true).orElseThrow().javadoc())
                .contains("Greets {@code name}");
        assertThat(session.inspect("lib.Greeter", 11, true).orElseThrow().javadoc())
                .contains("Says hello");
        session.close();
    }

    private static Path jar(Path folder) throws Exception {
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///lib/Greeter.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return SOURCE;
                    }
                };
        List<String> options = List.of("-d", folder.toString(), "-proc:none");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .getTask(null, null, null, options, null, List.of(source))
                        .call())
                .isTrue();
        Path jar = folder.resolve("greeter.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("lib/Greeter.class"));
            zip.write(Files.readAllBytes(folder.resolve("lib/Greeter.class")));
        }
        return jar;
    }
}
