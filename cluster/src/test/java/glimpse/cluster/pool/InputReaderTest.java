package glimpse.cluster.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InputReaderTest {
    private static final long PATIENCE_NANOS = 5_000_000;

    private final Semaphore arrived = new Semaphore(0);

    private Object[] takeWaiting(InputReader input, int count, int ahead) throws InterruptedException {
        Object[] some = input.take(count, ahead);
        while (some.length == 0) {
            assertThat(arrived.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            some = input.take(count, ahead);
        }
        return some;
    }

    @Test
    void whatIsReadAheadForAMapThatHasEnoughToDoDoesNotWakeIt() throws Exception {
        Semaphore read = new Semaphore(0);
        Iterable<Integer> ten =
                () -> IntStream.range(0, 10).peek(n -> read.release()).boxed().iterator();
        try (InputReader input = new InputReader(ten, PATIENCE_NANOS, arrived::release)) {
            assertThat(takeWaiting(input, 2, 4)).containsExactly(0, 1);
            read.acquire(4); // two more are there
            LockSupport.parkNanos(2 * PATIENCE_NANOS); // and have waited for long
            assertThat(input.waitNanos(System.nanoTime())).isEqualTo(Long.MAX_VALUE);
            assertThat(takeWaiting(input, 2, 2)).containsExactly(2, 3);
        }
    }

    @Test
    void elementsOfASlowInputDoNotWaitForOthersForLong() throws Exception {
        Semaphore gate = new Semaphore(1);
        Iterable<Integer> slow = () -> IntStream.range(0, 10)
                .peek(n -> gate.acquireUninterruptibly())
                .boxed()
                .iterator();
        try (InputReader input = new InputReader(slow, PATIENCE_NANOS, arrived::release)) {
            assertThat(input.take(3, 3)).isEmpty();
            assertThat(arrived.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            long waitNanos = input.waitNanos(System.nanoTime());
            assertThat(waitNanos).isBetween(0L, PATIENCE_NANOS);
            while (input.waitNanos(System.nanoTime()) > 0) {
                LockSupport.parkNanos(waitNanos);
            }
            assertThat(input.take(3, 3)).containsExactly(0);
            gate.release(9);
            List<Object> rest = new ArrayList<>();
            while (rest.size() < 9) {
                rest.addAll(List.of(takeWaiting(input, 9, 9)));
            }
            assertThat(rest).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }
}
