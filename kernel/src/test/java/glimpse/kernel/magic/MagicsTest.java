package glimpse.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.cell.CellResult;
import glimpse.kernel.interpreter.OneInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MagicsTest extends OneInterpreter {
    @TempDir
    private Path folder;

    private String message(String code) {
        return failed(code).message();
    }

    @Test
    void lsmagicListsEveryMagicWithItsForms() {
        run("%lsmagic");
        assertThat(output.events().get(0))
                .contains("%cluster CONFIG.INI", "%%time", "%classpath PATH…", "%%writefile FILE");
    }

    @Test
    void everyMagicExplainsItself() {
        for (MagicAction magic : Magics.standard().all()) {
            assertThat(Magics.annotation(magic).help()).isNotBlank();
            assertThat(Magics.annotation(magic).usage()).allMatch(usage -> usage.startsWith("%"));
        }
        run("%time ?");
        assertThat(output.out()).contains("%time CODE").contains("how long");
    }

    @Test
    void aMagicUsedInTheWrongFormSaysHowToTypeIt() {
        assertThat(message("%%lsmagic\n1 + 1")).contains("type it as %lsmagic");
        assertThat(message("%html")).contains("type it as %%html");
    }

    @Test
    void commandsShowTheirOutputAndTheirFailure() {
        run("!echo out; echo err >&2");
        assertThat(output.out()).isEqualTo("out\n");
        assertThat(output.err()).isEqualTo("err\n");
        assertThat(message("%%bash\nexit 3\n")).contains("exit status 3");
    }

    @Test
    void interruptEndsACommand() throws Exception {
        CompletableFuture<CellResult> sleep = CompletableFuture.supplyAsync(() -> run("!echo on; sleep 600"));
        synchronized (output) {
            while (!output.out().contains("on")) {
                output.wait(30_000);
            }
        }
        interpreter.interrupt();
        assertThat(sleep.get(60, TimeUnit.SECONDS)).isEqualTo(new CellResult.Interrupted());
    }

    @Test
    void filesAreWrittenAndLoaded() throws IOException {
        Path file = folder.resolve("snippets.jsh");
        run("%%writefile " + file + "\nint loaded = 6;\n");
        run("%%writefile -a " + file + "\nint bad = 1 / 0;\n");
        assertThat(Files.readString(file)).isEqualTo("int loaded = 6;\nint bad = 1 / 0;\n");
        CellResult.Failed failed = (CellResult.Failed) run("%load " + file);
        assertThat(String.join("\n", failed.traceback())).contains("snippets.jsh:2");
        assertThat(((CellResult.Completed) run("loaded * 7"))
                        .value()
                        .orElseThrow()
                        .text())
                .isEqualTo("42");
        assertThat(message("%load nowhere.jsh")).contains("no file nowhere.jsh");
    }

    @Test
    void whosShowsTheVariables() {
        run("String named = \"value\";");
        run("%whos");
        assertThat(output.events()).singleElement().asString().containsPattern("named +String +\"value\"");
        run("%who");
        assertThat(output.out()).contains("named");
    }

    @Test
    void markupIsShownAsSuch() {
        CellResult result = run("%%html\n<b>x</b>\n");
        assertThat(((CellResult.Completed) result).value().orElseThrow().data())
                .containsEntry("text/html", "<b>x</b>\n");
    }

    @Test
    void timeitMeasuresAndNamesErrorsByLine() {
        run("%timeit Math.sqrt(2)");
        assertThat(output.out()).containsPattern("[0-9.]+ (ns|µs|ms|s) \\(median of 7 runs of [0-9,]+, from ");
        run("%timeit Thread.onSpinWait()");
        assertThat(output.out().lines()).hasSize(2);
        CellResult.Failed failed = (CellResult.Failed) run("\n%timeit nowhere()");
        assertThat(failed.traceback().get(0)).contains("cell 3:2");
        assertThat(failed.traceback().get(1)).isEqualTo("  nowhere();");
    }

    @Test
    void jarsAreFoundByGlob() {
        assertThat(message("%classpath " + folder + "/*.jar")).contains("no file");
        assertThat(message("%jars")).contains("name a jar");
        assertThat(run("%classpath " + folder)).isInstanceOf(CellResult.Completed.class);
    }

    @Test
    void aFileThatIsNoJarIsNamedAndLeavesTheSessionAsItWas() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "PK");
        assertThat(message("%classpath " + broken)).contains("broken.jar is no jar");
        assertThat(message("%classpath " + folder + "/*.jar")).contains("no file");
        assertThat(output.err()).contains("left out, as it is no jar: " + broken);
        assertThat(text("1 + 1")).isEqualTo("2");
    }

    @Test
    void whatALineMagicGivesCanBeAssigned() {
        run("List<String> added = %classpath \"" + folder + "\"\nint n = 3;");
        assertThat(text("added.equals(List.of(\"" + folder + "\")) + \" \" + n"))
                .isEqualTo("\"true 3\"");
        assertThat(message("var x = %classpath nowhere.jar")).contains("no file nowhere.jar");
    }

    @Test
    void codeCanRunCodeAndMagics() {
        assertThat(text("(int) eval(\"int inner = 1 + 2; inner\") + 3")).isEqualTo("6");
        assertThat(text("inner")).isEqualTo("3");
        assertThat(text("(int) lineMagic(\"time\", List.of(\"inner\", \"*\", \"2\"))"))
                .isEqualTo("6");
        assertThat(text("(int) cellMagic(\"time\", List.of(), \"int more = inner;\\nmore * 5\")"))
                .isEqualTo("15");
        assertThat(message("eval(\"nowhere()\")")).contains("cannot find symbol");
        assertThat(message("eval(\"1 / 0\")")).contains("/ by zero");
        run("printf(\"%d %s\", 1, \"two\")");
        assertThat(output.out()).endsWith("1 two");
    }

    @Test
    void aMagicMadeOfAFunctionIsListedUnderItsName() {
        run("magic(\"shout\", (line, cell) -> (line + cell).toUpperCase())");
        assertThat(text("%shout hello")).isEqualTo("\"HELLO\"");
        run("%lsmagic");
        assertThat(output.events().get(0)).contains("%shout ARGUMENTS\n%%shout ARGUMENTS\n    made in this session");
    }

    @Test
    void loadFindsAScriptWithoutItsEnding() throws IOException {
        Files.writeString(folder.resolve("twice.jshell"), "int twice(int n) { return 2 * n; }");
        run("%load " + folder.resolve("twice"));
        assertThat(text("twice(4)")).isEqualTo("8");
        assertThat(message("%load nothing")).contains("no file nothing, .jsh, .jshell, .java or .ipynb");
    }

    @Test
    void clusterWithoutOneSaysSo() {
        assertThat(message("%cluster")).contains("not available here");
    }

    /** One that the build has fetched, so that it is found without a network. */
    private static String slf4j() {
        return org.slf4j.Logger.class.getPackage().getImplementationVersion();
    }

    @Test
    void librariesOfMavenAreOnTheClassPathAndUnknownOnesAreNamed() {
        run("%maven org.slf4j:slf4j-api:" + slf4j());
        assertThat(text("org.slf4j.event.Level.valueOf(\"INFO\").toInt()")).isEqualTo("20");
        assertThat(message("%maven org.slf4j")).contains("org.slf4j (expected: group:artifact:version");
        assertThat(message("%maven org.slf4j:slf4j-nothing:1")).contains("slf4j-nothing");
        assertThat(message("%mavenRepo somewhere")).contains("%mavenRepo jitpack https://jitpack.io");
    }

    @Test
    void aPomNamesLibraries() {
        CellResult result = run("%%pom\n<properties><v>" + slf4j() + "</v></properties>\n<dependency>"
                + "<groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>${v}</version></dependency>");
        assertThat(result).isInstanceOf(CellResult.Completed.class);
        assertThat(text("org.slf4j.MarkerFactory.class.getSimpleName()")).contains("MarkerFactory");
        assertThat(message("%%loadFromPOM\n<dependency><groupId>a</groupId><artifactId>b</artifactId></dependency>"))
                .contains("a:b has the version ''");
        assertThat(message("%%pom\n<dependency>")).contains("no XML of a pom");
    }

    @Test
    void theScopesOfAPomCanBeNamed() {
        String library = "\n<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>"
                + slf4j() + "</version><scope>test</scope></dependency>";
        assertThat(message("%%loadFromPOM" + library)).contains("of compile or runtime scope");
        assertThat(run("%%loadFromPOM test" + library)).isInstanceOf(CellResult.Completed.class);
    }

    @Test
    void aProjectIsReadWithItsParentAndBillOfMaterials() throws IOException {
        String head = "<project><modelVersion>4.0.0</modelVersion>";
        Files.writeString(
                folder.resolve("pom.xml"),
                head
                        + "<groupId>a</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging>"
                        + "<dependencyManagement><dependencies><dependency><groupId>org.slf4j</groupId>"
                        + "<artifactId>slf4j-bom</artifactId><version>" + slf4j() + "</version><type>pom</type>"
                        + "<scope>import</scope></dependency></dependencies></dependencyManagement></project>");
        Path child = Files.createDirectory(folder.resolve("child")).resolve("pom.xml");
        String parent = "<parent><groupId>a</groupId><artifactId>parent</artifactId><version>1</version></parent>";
        String library = "<artifactId>child</artifactId><dependencies><dependency><groupId>org.slf4j</groupId>"
                + "<artifactId>slf4j-api</artifactId></dependency></dependencies></project>";
        Files.writeString(child, head + parent + library);
        assertThat(text("List<String> jars = %pom " + child + "\njars.get(0)"))
                .endsWith("slf4j-api-" + slf4j() + ".jar\"");
        assertThat(message("%%pom\n" + head + parent.replace("<version>1", "<version>2") + library))
                .contains("a:parent:pom:2");
    }

    @Test
    void environmentVariablesReachCommands() {
        run("%env GLIMPSE_TEST_COLOUR = light blue");
        run("!echo $GLIMPSE_TEST_COLOUR");
        assertThat(output.out()).isEqualTo("light blue\n");
        assertThat(text("%env GLIMPSE_TEST_COLOUR")).isEqualTo("\"light blue\"");
        assertThat(message("%env GLIMPSE_NO_SUCH")).contains("no variable GLIMPSE_NO_SUCH");
    }

    @Test
    void javapShowsClassesOfTheSessionAndOthers() {
        run("record Disassembled(int part) {}");
        run("%javap Disassembled");
        assertThat(output.out()).contains("int part();");
        run("%javap -c java.util.Optional");
        assertThat(output.out()).contains("isPresent()").contains("ifnull");
        assertThat(message("%javap NoSuchType")).contains("no class");
    }

    @Test
    void jdkTellsWhichJavaRuns() {
        run("%jdk");
        assertThat(output.out()).contains(System.getProperty("java.home"), "memory", "cores");
    }

    @Test
    void aUserMakesMagics() {
        run("magic(\"shout\", (line, cell) -> (line + cell).toUpperCase());");
        assertThat(text("%shout ab")).isEqualTo("\"AB\"");
        assertThat(text("%%shout a\nb")).isEqualTo("\"AB\"");
        run("%lsmagic");
        assertThat(output.events().get(0)).contains("%cluster");
        run("""
                import glimpse.kernel.magic.*;
                import glimpse.kernel.session.Outcome;
                @Magic(value = "louder", usage = "%louder TEXT", help = "shouts")
                class Louder implements MagicAction {
                    public Outcome run(MagicCall call) { return new Outcome.Value(call.arguments() + "!", "String"); }
                }
                magic(new Louder());
                """);
        assertThat(text("%louder hey")).isEqualTo("\"hey!\"");
        assertThat(message("magic(\"no name\", (line, cell) -> line);")).contains("no name (expected: a letter");
    }

    @Test
    void resetForgetsTheVariables() {
        run("int forgotten = 1;");
        run("%reset");
        assertThat(message("forgotten")).contains("cannot find symbol");
    }

    @Test
    void aNotebookIsLoadedCellByCell() throws IOException {
        Path notebook = folder.resolve("small.ipynb");
        Files.writeString(notebook, """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                  {"cell_type": "markdown", "source": "text", "metadata": {}},
                  {"cell_type": "code", "source": ["int inNotebook = 20;\\n", "inNotebook++;"], "metadata": {}, "outputs": []},
                  {"cell_type": "code", "source": "inNotebook * 2", "metadata": {}, "outputs": []}]}
                """);
        assertThat(text("%run " + notebook)).isEqualTo("42");
    }

    @Test
    void declarationsAreListedAndDropped() {
        run("int doubled(int x) { return 2 * x; }\nrecord Listed(int x) {}\nimport java.awt.Point;");
        run("%methods");
        run("%types");
        run("%imports");
        assertThat(output.out()).contains("int doubled(int)", "record Listed", "import java.awt.Point");
        run("%drop doubled Listed");
        assertThat(message("doubled(1)")).contains("cannot find symbol");
        assertThat(message("%drop doubled")).contains("nothing is called doubled");
    }
}
