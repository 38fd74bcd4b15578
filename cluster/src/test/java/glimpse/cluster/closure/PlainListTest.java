package glimpse.cluster.closure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainListTest {
    private static final ClassLoader LOADER = PlainListTest.class.getClassLoader();

    private static final List<Object> ONE_OF_EACH = Arrays.asList(
            null,
            true,
            (byte) -1,
            (short) -2,
            '\ud800',
            -3,
            -4L,
            -0.0f,
            Double.NaN,
            "caf\u00e9",
            "\u20ac \ud83d\ude00 \udc00",
            "",
            new byte[] {1, 2},
            new short[] {3, Short.MIN_VALUE},
            new char[] {'x', '\uffff'},
            new int[] {5, Integer.MIN_VALUE},
            new long[] {Long.MAX_VALUE},
            new float[] {1.5f},
            new double[] {2.5, Double.NEGATIVE_INFINITY},
            new int[0]);

    private static byte[] written(List<?> list) throws NotSendableException {
        byte[] bytes = Values.write(list);
        assertThat(PlainList.is(bytes)).isTrue();
        return bytes;
    }

    private static void assertArrivesWhole(List<?> list) throws Exception {
        Object read = Values.readResult(written(list), LOADER);
        assertThat(read).isInstanceOf(ArrayList.class);
        assertThat(Arrays.deepEquals(((List<?>) read).toArray(), list.toArray()))
                .isTrue();
    }

    @Test
    void everyTypeArrivesAsItWas() throws Exception {
        assertArrivesWhole(new ArrayList<>(ONE_OF_EACH));
        assertArrivesWhole(new ArrayList<>());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyMixtureArrivesAsItWas(long seed) throws Exception {
        Random random = new Random(seed);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Object each = ONE_OF_EACH.get(random.nextInt(12)); // of arrays each may be there once
            for (int run = random.nextInt(4); run >= 0; run--) {
                list.add(each);
            }
        }
        assertArrivesWhole(list);
    }

    @Test
    void aNumberTakesItsBytesAndAFewForTheList() throws Exception {
        assertThat(written(new ArrayList<>(List.of(7)))).hasSize(5 + 5 + 4);
        assertThat(written(new ArrayList<>(List.of("abc", "d")))).hasSize(5 + 5 + 4 + 3 + 4 + 1);
    }

    @Test
    void whatIsNotPlainIsSerializedByJava() throws Exception {
        int[] twice = {1};
        for (List<?> list : List.of(
                new ArrayList<>(List.of(1, List.of(2))), List.of(1, 2), new ArrayList<>(List.of(twice, twice)))) {
            byte[] bytes = Values.write(list);
            assertThat(PlainList.is(bytes)).isFalse();
            Object[] read = ((List<?>) Values.readResult(bytes, LOADER)).toArray();
            assertThat(Arrays.deepEquals(read, list.toArray())).isTrue();
        }
    }

    @Test
    void anArrayThatIsThereTwiceArrivesAsOne() throws Exception {
        int[] twice = {1};
        List<?> read = (List<?>) Values.readResult(Values.write(new ArrayList<>(List.of(twice, twice))), LOADER);
        assertThat(read.get(0)).isSameAs(read.get(1));
    }

    @Test
    void bytesThatEndEarlyOrGoOnAreRefused() throws Exception {
        byte[] whole = written(new ArrayList<>(ONE_OF_EACH));
        for (int i = 1; i < whole.length; i++) {
            byte[] cut = Arrays.copyOf(whole, i);
            assertThatThrownBy(() -> Values.read(cut, LOADER)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> Values.read(Arrays.copyOf(whole, whole.length + 1), LOADER))
                .hasMessage("1 bytes after the end of a list (expected: 0)");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bytesThatWereChangedNeverDoMoreThanFail(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] whole = written(new ArrayList<>(ONE_OF_EACH));
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] changed = whole.clone();
            changed[1 + random.nextInt(whole.length - 1)] = (byte) random.nextInt(256);
            try {
                assertThat((List<?>) Values.read(changed, LOADER)).hasSameSizeAs(ONE_OF_EACH);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
