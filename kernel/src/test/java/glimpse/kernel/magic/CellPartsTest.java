package glimpse.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CellPartsTest {
    private static List<Part> parts(String code) {
        return CellParts.of(code, Set.of("time", "cluster")::contains, "!done"::equals);
    }

    @Test
    void aCellOfJavaIsOnePart() {
        assertThat(parts("int a = 1;\nint b = a % 2;\n"))
                .containsExactly(new Part.Java(1, "int a = 1;\nint b = a % 2;\n"));
    }

    @Test
    void aBlankCellHasNoParts() {
        assertThat(parts(" \n\n")).isEmpty();
    }

    @Test
    void lineMagicsAndJavaComeInOrderWithTheirLines() {
        assertThat(parts("%cluster local 2\nint a = 1;\n  %time a + 1\na"))
                .containsExactly(
                        new Part.LineMagic(1, "cluster", "local 2"),
                        new Part.Java(2, "int a = 1;\n"),
                        new Part.LineMagic(3, "time", "a + 1"),
                        new Part.Java(4, "a"));
    }

    @Test
    void aCellMagicTakesTheWholeCell() {
        assertThat(parts("\n%%time  x \nint a = 1;\n%time a\n"))
                .containsExactly(new Part.CellMagic(2, "time", "x", "int a = 1;\n%time a\n"));
    }

    @Test
    void aTextBlockThatBeginsWithPercentIsNoMagic() {
        String code = "String s = \"\"\"\n%time is \\\"\"\" money\n%%time\n\"\"\";\n";
        assertThat(parts(code)).containsExactly(new Part.Java(1, code));
    }

    @Test
    void commentsAndBracketsHideMagics() {
        String code = "/*\n%time x\n*/\nint f(int a) {\n  return a\n  %time\n;\n}\nfoo(1, // it's (\n%time\n);";
        assertThat(parts(code)).containsExactly(new Part.Java(1, code));
    }

    @Test
    void theRemainderOperatorAtTheBeginOfALineStaysJava() {
        assertThat(parts("int a = 7\n  %b;")).containsExactly(new Part.Java(1, "int a = 7\n  %b;"));
        assertThat(parts("int a = 7\n  % 2;")).containsExactly(new Part.Java(1, "int a = 7\n  % 2;"));
    }

    @Test
    void aKnownMagicMayFollowAnExpressionWithoutSemicolon() {
        assertThat(parts("1 + 1\n%time f()"))
                .containsExactly(new Part.Java(1, "1 + 1\n"), new Part.LineMagic(2, "time", "f()"));
    }

    @Test
    void anUnknownMagicAtStatementPositionIsStillAMagic() {
        assertThat(parts("%tiem f()")).containsExactly(new Part.LineMagic(1, "tiem", "f()"));
    }

    @Test
    void exclamationMarkIsACommandUnlessItIsAnExpression() {
        assertThat(parts("!ls -l\n!done"))
                .containsExactly(new Part.ShellCommand(1, "ls -l"), new Part.Java(2, "!done"));
    }

    @Test
    void quotesOfCharactersAndEscapesAreFollowed() {
        assertThat(parts("char c = '\"'; String s = \"\\\\\\\"{\";\n%time c"))
                .containsExactly(
                        new Part.Java(1, "char c = '\"'; String s = \"\\\\\\\"{\";\n"),
                        new Part.LineMagic(2, "time", "c"));
    }
}
