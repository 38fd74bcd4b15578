package glimpse.kernel.session;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Uses a second JShell a little, so that the compiler is warm when the next cell or completion comes. Runs on the thread that started the
 * session, whenever no cell runs.
 */
final class WarmUp {
    /** A cell that comes within this time finds the machine free. */
    private static final long QUIET_MILLIS = 150;

    private static final int ROUNDS = 3;

    private static final List<String> SNIPPETS = List.of(
            "1 + 1",
            "int n = 3;",
            "int twice(int x) { return 2 * x; }",
            "java.util.List<Integer> xs = java.util.List.of(1, 2, 3);",
            "record R(int a, String b) {}",
            "xs.stream().map(x -> twice(x) + n).toList()",
            "for (int i = 0; i < 3; i++) { n += i; }",
            "String.format(\"%d\", n)");

    private WarmUp() {}

    static void run(CellRuns cells) throws InterruptedException {
        cells.awaitQuiet(QUIET_MILLIS);
        SnippetLoader loader = new SnippetLoader(WarmUp.class.getClassLoader());
        CellRuns runs = new CellRuns(loader);
        try (JShell shell = Shells.build(new SnippetControl(loader, runs))) {
            for (int round = 0; round < ROUNDS; round++) {
                for (String each : SNIPPETS) {
                    cells.awaitQuiet(QUIET_MILLIS);
                    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
                    shell.eval(analysis.analyzeCompletion(each).source());
                    List<?> unused = analysis.completionSuggestions("xs.str", 6, new int[1]);
                }
            }
        }
    }
}
