// The rows of other systems' tables: one worker process with two slots, unless the configuration says otherwise. Run by bench/run rows.
import java.util.function.*;
import java.util.stream.*;

List<Integer> many = IntStream.range(0, 10_000).boxed().toList();
List<Integer> one = List.of(1);

double millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
}

double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
}

void row(String title, Supplier<String> figure) {
    System.out.printf("| %s | %s |%n", title, figure.get());
}

double medianOf(int times, Runnable work) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < times; i++) all.add(millis(work));
    return median(all);
}

List<Integer> thousand = IntStream.range(0, 1000).boxed().toList();
List<Integer> sixtyFour = IntStream.range(0, 64).boxed().toList();
List<Integer> sixteen = IntStream.range(0, 16).boxed().toList();
byte[] eightMegabytes = new byte[8 << 20];
int fresh = 0;
int sleeping(int n) {
    try { Thread.sleep(10); } catch (InterruptedException e) { throw new RuntimeException(e); }
    return n;
}

map(n -> n, thousand);
System.out.println("| work | median |");
System.out.println("|---|--:|");
row("1,000 no-op elements, chunk 1, the session's first 15 such maps", () -> String.format("%,.0f/s", 1000 / medianOf(15, () -> map(n -> n, thousand, chunks(1))) * 1000));
medianOf(35, () -> map(n -> n, thousand, chunks(1))); // both JVMs compile what they run now
row("1,000 no-op elements, chunk 1", () -> String.format("%,.0f/s", 1000 / medianOf(15, () -> map(n -> n, thousand, chunks(1))) * 1000));
row("10,000 no-op elements, default chunking", () -> String.format("%,.0f/s", 10_000 / medianOf(25, () -> map(n -> n, many)) * 1000));
List<Double> inWorker = Collections.synchronizedList(new ArrayList<>());
glimpse.cluster.pool.MapListener durations = new glimpse.cluster.pool.MapListener() {
    public void chunk(glimpse.cluster.pool.ChunkRan ran) { inWorker.add(ran.duration().toNanos() / 1e3); }
};
row("cached task, work in the worker: a chunk of one, inputs read to results written", () -> {
    map(n -> n + 1, thousand, chunks(1).withListener(durations));
    return String.format("%.1f µs", median(inWorker));
});
row("one-element map", () -> String.format("%.2f ms", medianOf(300, () -> map(n -> n, one))));
row("64 elements of 10 ms", () -> String.format("%.3f s", medianOf(7, () -> map(n -> sleeping(n), sixtyFour)) / 1000));
double eightMegabytes(int times) {
    return medianOf(times, () -> { eightMegabytes[0] = (byte) ++fresh; map(n -> eightMegabytes[n] + n, sixteen); }) / 1000;
}
row("16 elements, closure with an 8 MB array, not seen before, the session's first 7", () -> String.format("%.3f s", eightMegabytes(7)));
row("16 elements, closure with an 8 MB array, not seen before", () -> String.format("%.3f s", eightMegabytes(15)));
