package glimpse.kernel.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaProgramTest {
    @Test
    void mainOfTheFirstTypeIsCalledWithTheArguments() {
        JavaProgram program = JavaProgram.of(
                "package a.b;\n\npublic class Hello {\n  public static void main(String[] args) {}\n}\nclass Other {}\n");
        assertThat(program.declarations()).startsWith("\n\npublic class Hello");
        assertThat(program.mainCall(List.of("a", "b \"c\"")))
                .contains("Hello.main(new String[] {\"a\", \"b \\\"c\\\"\"});");
    }

    @Test
    void mainAtTheTopLevelIsCalledAsItIsDeclared() {
        assertThat(JavaProgram.of("void main() {\n}\n").mainCall(List.of("x"))).contains("main();");
        assertThat(JavaProgram.of("static void main(String[] a) {\n}\n").mainCall(List.of()))
                .contains("main(new String[] {});");
    }

    @Test
    void aFileWithoutMainIsAScript() {
        assertThat(JavaProgram.of("record P(int x) {}\nSystem.out.println(new P(1));\n")
                        .mainCall(List.of()))
                .isEmpty();
    }

    @Test
    void packageAndFirstLineKeepTheirPlace() {
        assertThat(JavaProgram.of("#!/usr/bin/glimpse run\npackage x;\nint a;")
                        .declarations()
                        .lines())
                .hasSize(3);
    }
}
