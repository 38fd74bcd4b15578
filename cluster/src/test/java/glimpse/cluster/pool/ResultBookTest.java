package glimpse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultBookTest {
    private final ResultBook book = new ResultBook();
    private final Failures failures = new Failures();

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
    void whatIsMissingIsNullWhereAllPlacesAreWanted() {
        book.value(1, "b");
        assertThat(book.withGaps(3)).containsExactly(null, "b", null);
    }

    @Test
    void theExceptionShowsTheFirstFailureOfTheInputAndATable() {
        book.value(0, "a");
        book.value(3, null);
        failure(2, "two", new IllegalStateException("second"));
        failure(1, "one", new ArithmeticException("/ by zero"));
        MapException e = exception();
        assertThat(e)
                .hasMessage("""
                        java.lang.ArithmeticException: / by zero
                          input "one" at index 1, cell 3, line 2, worker node/0
                          1 other failed, 2 succeeded: results() has them
                          index  input  exception                                worker  time
                          1      "one"  java.lang.ArithmeticException: / by zero node/0  1.5 ms
                          2      "two"  java.lang.IllegalStateException: second  node/0  1.5 ms""".replace("zero node", "zero  node").replace("second  node", "second   node").replace(
                        "exception                                worker",
                        "exception                                 worker"))
                .hasToString(e.getMessage())
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThat(e.results()).containsExactly("a", null);
        assertThat(e.resultsByIndex()).containsOnlyKeys(0L, 3L);
        assertThat(e.failures()).extracting(Failure::index).containsExactly(1L, 2L);
    }

    @Test
    void ofVeryManyFailuresTheFirstOfTheInputAreKept() {
        for (int i = 9_999; i >= 0; i--) {
            failure(i, i, new IllegalStateException("number " + i));
        }
        MapException e = exception();
        assertThat(e.failures()).hasSize(Failures.MAX_KEPT);
        assertThat(e)
                .hasMessageContaining("number 0\n")
                .hasMessageContaining("9999 others failed, 0 succeeded")
                .hasMessageEndingWith("\n  and 9995 more");
    }

    @Test
    void longInputsAreCut() {
        assertThat(Failure.cut("x".repeat(500))).hasSize(80).endsWith("…");
        assertThat(Failure.cut(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(Failure.cut(null)).isEqualTo("null");
    }

    @Test
    void neighboursAreCombinedInOrderHoweverTheyCome() {
        Combined combined = new Combined((left, right) -> left + "" + right);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 10).boxed().toList());
        Collections.shuffle(order, new Random(7));
        for (int index : order) {
            if (index == 4) {
                combined.failure(new Failure(4, 4, new IllegalStateException(), Optional.empty(), "", Duration.ZERO));
            } else {
                combined.value(index, index);
            }
        }
        assertThat(combined.present()).hasSize(1);
        assertThat(combined.whole()).isEqualTo(List.of("012356789"));
    }

    private MapException exception() {
        return new MapException(failures.first(), failures.count(), book.byIndex());
    }

    private void failure(long index, Object input, Throwable exception) {
        failures.add(new Failure(
                index, input, exception, Optional.of("cell 3, line 2"), "node/0", Duration.ofNanos(1_500_000)));
    }
}
