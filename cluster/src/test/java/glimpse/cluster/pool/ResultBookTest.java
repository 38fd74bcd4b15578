package glimpse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultBookTest {
    private final ResultBook book = new ResultBook();

    @Test
    void resultsComeInTheOrderOfTheInputWhateverOrderTheyArriveIn() {
        for (int i = 199; i >= 0; i--) {
            book.value(i, i == 100 ? null : i);
        }
        assertThat(book.present()).hasSize(200).startsWith(0, 1).containsNull();
        assertThat(book.present().get(100)).isNull();
        assertThat(book.present().get(199)).isEqualTo(199);
    }

    @Test
    void theExceptionShowsTheFirstFailureOfTheInputAndKeepsTheRest() {
        book.value(0, "a");
        book.value(3, null);
        failure(2, "two", new IllegalStateException("second"));
        failure(1, "one", new ArithmeticException("/ by zero"));
        MapException e = book.exception();
        assertThat(e).hasMessage("""
                        java.lang.ArithmeticException: / by zero
                          input "one" at index 1, cell 3, line 2, worker node/0
                          1 other failed, 2 succeeded: results() has them""").hasToString(e.getMessage()).hasCauseInstanceOf(ArithmeticException.class);
        assertThat(e.results()).containsExactly("a", null);
        assertThat(e.resultsByIndex()).containsOnlyKeys(0L, 3L);
        assertThat(e.failures()).extracting(Failure::index).containsExactly(1L, 2L);
    }

    @Test
    void ofVeryManyFailuresTheFirstOfTheInputAreKept() {
        for (int i = 9_999; i >= 0; i--) {
            failure(i, i, new IllegalStateException("number " + i));
        }
        MapException e = book.exception();
        assertThat(e.failures()).hasSize(ResultBook.MAX_FAILURES);
        assertThat(e).hasMessageContaining("number 0\n").hasMessageContaining("9999 others failed, 0 succeeded");
    }

    @Test
    void longInputsAreCut() {
        assertThat(Failure.cut("x".repeat(500))).hasSize(80).endsWith("…");
        assertThat(Failure.cut(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(Failure.cut(null)).isEqualTo("null");
    }

    private void failure(long index, Object input, Throwable exception) {
        book.failure(new Failure(index, input, exception, Optional.of("cell 3, line 2"), "node/0", Duration.ZERO));
    }
}
