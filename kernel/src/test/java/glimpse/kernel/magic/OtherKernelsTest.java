package glimpse.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.interpreter.JavaInterpreter;
import glimpse.kernel.interpreter.OneInterpreter;
import glimpse.kernel.session.SessionOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What notebooks and libraries for IJava and JJava ask of their kernel. */
class OtherKernelsTest extends OneInterpreter {
    private static final String LIBRARY = """
            package shop;
            import org.dflib.jjava.jupyter.Extension;
            import org.dflib.jjava.jupyter.kernel.BaseKernel;
            import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
            public class Shop implements Extension {
                public record Price(int cents) {}
                @Override
                public void install(BaseKernel kernel) {
                    kernel.getRenderer().createRegistration(Price.class).preferring(MIMEType.TEXT_HTML).supporting(MIMEType.TEXT_PLAIN)
                            .register((price, context) -> context.renderIfRequested(
                                    MIMEType.TEXT_HTML, () -> "<i>" + price.cents() + "</i>"));
                    kernel.getMagicsRegistry().registerLineMagic("price", (self, words) -> new Price(Integer.parseInt(words.get(0))));
                    kernel.eval("import shop.Shop.Price; int bought = 40;");
                }
                @Override
                public void uninstall(BaseKernel kernel) {
                    System.out.println("closed with " + (kernel == BaseKernel.notebookKernel() ? "its kernel" : "another's"));
                    throw new IllegalStateException("told to nobody but the log");
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path jar(String service) throws Exception {
        Path source = Files.writeString(folder.resolve("Shop.java"), LIBRARY);
        Path classPath = Path.of(Extension.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                classPath.toString(),
                                "-d",
                                folder + "/classes",
                                source.toString()))
                .isZero();
        Path jar = folder.resolve("shop.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> classes = Files.walk(folder.resolve("classes"))) {
            for (Path each : classes.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(folder.resolve("classes").relativize(each).toString()));
                out.write(Files.readAllBytes(each));
            }
            out.putNextEntry(new JarEntry("META-INF/services/org.dflib.jjava.jupyter.Extension"));
            out.write(service.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    @Test
    void anExtensionForJJavaShowsItsValuesAddsItsMagicsAndImports() throws Exception {
        DisplayData price = value("%classpath " + jar("# ours\nshop.Shop # the only one\n") + "\n%price 12");
        assertThat(price.data()).containsEntry("text/html", "<i>12</i>").containsEntry("text/plain", "Price[cents=12]");
        assertThat(value("new Price(bought + 2)").data()).containsEntry("text/html", "<i>42</i>");
        assertThat(output.err()).isEmpty();
    }

    @Test
    void anExtensionForJJavaIsUninstalledOnceWhenItsSessionEnds() throws Exception {
        try (JavaInterpreter ending = JavaInterpreter.open(SessionOptions.java())) {
            ending.run(new Cell("cell 1", "%classpath " + jar("shop.Shop")), output);
            assertThat(output.out()).isEmpty();
        }
        assertThat(output.out()).isEqualTo("closed with its kernel\n");
    }

    @Test
    void anExtensionThatCannotBeInstalledIsNamedAndItsLibraryIsThere() throws Exception {
        run("%classpath " + jar("shop.Missing"));
        assertThat(output.err()).contains("extension for JJava shop.Missing could not be installed");
        assertThat(value("new shop.Shop.Price(3).cents()").text()).isEqualTo("3");
    }

    @Test
    void aNotebookForIJavaRegistersRenderersAndMagicsWithItsKernel() {
        value("""
                import io.github.spencerpark.ijava.IJava;
                import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
                import io.github.spencerpark.jupyter.kernel.magic.common.Shell;
                IJava.getKernelInstance().getMagics().registerMagics(Shell.class);
                IJava.getKernelInstance().getMagics()
                        .registerLineMagic("count", args -> args.size())
                        .registerCellMagic("count", (args, body) -> body.length());
                class Figure {}
                IJava.getKernelInstance().getRenderer().createRegistration(Figure.class)
                        .preferring(MIMEType.TEXT_HTML)
                        .register((figure, ctx) -> ctx.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>figure</b>"));
                new Figure()
                """);
        assertThat(value("new Figure()").data()).containsEntry("text/html", "<b>figure</b>");
        assertThat(value("%count a \"b c\"").text()).isEqualTo("2");
        assertThat(value("%%count\nabc").text()).isEqualTo("3");
        assertThat(value("(int) getKernelInstance().evalRaw(\"20 + 1\") * 2").text())
                .isEqualTo("42");
        assertThat(value("getKernelInstance().getRenderer().renderAs(\"x\", \"text/html\").getData(MIMEType.TEXT_HTML)")
                        .text())
                .isEqualTo("\"x\"");
    }
}
