package glimpse.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b = 1",
                "a[i == 2 ? 0 : 1] = 3;",
                "x += 2",
                "x >>= 1",
                "x >>>= 1",
                "x <<= 1",
                "a.f = x -> x == 1",
                "s = \"a\""
            })
    void assigns(String code) {
        assertThat(Assignment.is(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a == b",
                "a <= b",
                "a >= b",
                "a != b",
                "f(x = 1)",
                "x -> y = x",
                "\"a = b\"",
                "'='",
                "a /* = */ + b",
                "\"\"\"\n = \"\"\"",
                "i++"
            })
    void doesNotAssign(String code) {
        assertThat(Assignment.is(code)).isFalse();
    }
}
