package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.kernel.cell.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are added while the session runs: seen by cells, and by workers. */
class SessionJarTest {
    private static final String TOOLS = """
            package lib;
            import java.util.function.*;
            public class Tools {
                public static Function<Integer, Integer> adder(int n) { return x -> x + n; }
                public static class Point implements java.io.Serializable {
                    public final int x;
                    public Point(int x) { this.x = x; }
                    public Supplier<Integer> getter() { return () -> x; }
                }
                public interface Greets { default Supplier<String> greeting() { return () -> "hi " + this; } }
                public enum Person implements Greets { ANN }
                public static class Window { final long handle = 1; }
            }
            """;

    /** A class of the same name as one of this program's libraries. */
    private static final String FAKE_ASM =
            "package org.objectweb.asm; public class Opcodes { public static String who() { return \"the user's\"; } }";

    @Test
    void classesAndLambdasOfAJarTravel(@TempDir Path folder) throws Exception {
        Path jar = jar(folder, "lib/Tools", TOOLS, "org/objectweb/asm/Opcodes", FAKE_ASM);
        try (JavaSession session = JavaSession.open(SessionOptions.java());
                FarSide far = new FarSide(Files.createDirectory(folder.resolve("jars")))) {
            assertThat(session.run(new Cell("cell", "lib.Tools.adder(1)"))).isInstanceOf(Outcome.NotCompiled.class);
            session.addToClasspath(jar);
            assertThat(value(session, "import lib.Tools;\nTools.adder(1).apply(1)"))
                    .isEqualTo(2);
            assertThat(far.apply(value(session, "Tools.adder(5)"), 1, session)).isEqualTo(6);
            Object point = value(session, "new Tools.Point(7)");
            assertThat(far.apply(
                            value(session, "(Function<Tools.Point, Integer>) p -> p.getter().get()"), point, session))
                    .isEqualTo(7);
            Object greeting = value(
                    session,
                    "Supplier<String> s = Tools.Person.ANN.greeting();\n" + "(Function<Object, String>) x -> s.get()");
            assertThat(far.apply(greeting, null, session)).isEqualTo("hi ANN");
            Object window = value(session, "var window = new Tools.Window();\n(Function<?, ?>) x -> window");
            assertThatThrownBy(() -> far.apply(window, null, session))
                    .as("who has not made it serializable may have had a reason")
                    .hasMessage("cannot send lib.Tools.Window to a worker: variable 'window'");
            Object back = far.apply(value(session, "(Function<Integer, Object>) Tools.Point::new"), 3, session);
            assertThat(back.getClass().getClassLoader())
                    .isSameAs(session.sessionClasses().loader());
            assertThat(value(session, "org.objectweb.asm.Opcodes.who()")).isEqualTo("the user's");
            Object who = value(session, "(Function<Object, String>) x -> org.objectweb.asm.Opcodes.who()");
            assertThat(far.apply(who, null, session)).isEqualTo("the user's");
        }
    }

    @Test
    void classesOfThisProgramAreHiddenButTheVisiblePackages() {
        try (JavaSession session =
                JavaSession.open(SessionOptions.java().withVisiblePackage("glimpse.kernel.display"))) {
            assertThat(value(session, "glimpse.kernel.display.DisplayData.text(\"t\").text()"))
                    .isEqualTo("t");
            assertThat(session.run(new Cell("cell", "glimpse.kernel.cell.Cell.class")))
                    .isInstanceOf(Outcome.NotCompiled.class);
            assertThat(session.complete("org.objectweb.", 14).items()).isEmpty();
        }
    }

    private static Object value(JavaSession session, String code) {
        Outcome outcome = session.run(new Cell("cell", code));
        assertThat(outcome).isInstanceOf(Outcome.Value.class);
        return ((Outcome.Value) outcome).value();
    }

    /** Compiles pairs of class and source into a jar. */
    private static Path jar(Path folder, String... sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = folder.resolve("classes");
        for (int i = 0; i < sources.length; i += 2) {
            Path source = folder.resolve("src").resolve(sources[i] + ".java");
            Files.createDirectories(source.getParent());
            Files.writeString(source, sources[i + 1]);
            assertThat(compiler.run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString()))
                    .isZero();
        }
        Path jar = folder.resolve("tools.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (Path each : List.copyOf(files.filter(Files::isRegularFile).toList())) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
