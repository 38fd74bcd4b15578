package glimpse.faults;

import glimpse.cluster.config.ClusterConfig;
import glimpse.cluster.pool.MapFuture;
import glimpse.cluster.pool.MapOptions;
import glimpse.cluster.pool.Pool;
import glimpse.cluster.pool.Pools;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The main class of a front end on another host. Lines that it reads: {@code map N} begins a map and says {@code running} when a tenth of it
 * is done, {@code await} says the sum of its results, {@code stop} cancels it and says {@code stopped}. It ends with its input.
 */
final class DistantFrontEnd {
    private DistantFrontEnd() {}

    public static void main(String[] arguments) throws Exception {
        try (Pool pool = Pools.makePool(ClusterConfig.read(Path.of(arguments[0])), TestWorkers.classes());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            MapFuture<Integer> map = null;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "map" -> map = begin(pool, Integer.parseInt(words[1]));
                    case "await" ->
                        System.out.println(
                                "sum " + map.get().stream().mapToInt(n -> n).sum());
                    default -> {
                        map.cancel(true);
                        System.out.println("stopped " + pool.map(n -> n, List.of(1, 2, 3)));
                    }
                }
            }
        }
    }

    private static MapFuture<Integer> begin(Pool pool, int elements) {
        List<Integer> inputs = IntStream.range(0, elements).boxed().toList();
        MapFuture<Integer> map = pool.mapAsync(
                n -> {
                    Thread.sleep(20);
                    return n;
                },
                inputs,
                MapOptions.DEFAULT.withChunkSize(2));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (map.progress() == null || map.progress().done() < elements / 10) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("a tenth of the map took more than a minute: " + map.progress());
            }
            Thread.onSpinWait();
        }
        System.out.println("running");
        return map;
    }
}
