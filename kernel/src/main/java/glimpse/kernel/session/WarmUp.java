package glimpse.kernel.session;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Uses a second JShell a little, so that the compiler is warm when the first cell or completion comes. Runs on the thread that started the
 * session, only while no cell runs.
 */
final class WarmUp {
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

    static void run(CellRuns cells) {
        SnippetLoader loader = new SnippetLoader(WarmUp.class.getClassLoader());
        CellRuns runs = new CellRuns(loader);
        try (JShell shell = Shells.build(new SnippetControl(loader, runs))) {
            for (String each : SNIPPETS) {
                if (cells.running()) {
                    return;
                }
                SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
                shell.eval(analysis.analyzeCompletion(each).source());
                int[] anchor = new int[1];
                List<?> unused = analysis.completionSuggestions("xs.str", 6, anchor);
            }
        }
    }
}
