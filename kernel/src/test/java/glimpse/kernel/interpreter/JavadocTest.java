package glimpse.kernel.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocTest {
    @Test
    void typeParametersAreNamedAndLinesBeginAtTheMargin() {
        assertThat(Javadoc.of(
                                "Returns a list.\n See {@link java.util.List#of() there}.\n @param <E> the type\n @return a list")
                        .text())
                .isEqualTo("Returns a list.\nSee there.\nparameter <E> the type\nreturns a list");
    }
}
