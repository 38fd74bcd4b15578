// A map over the cluster beside the same over parallel streams of this JVM, in turn, after a warm-up. Run by bench/run map.
import java.util.function.*;
import java.util.stream.*;

int rounds = 15;
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

// Some work for both sides: sums of square roots, so that there is something to share out.
double work(int n) {
    double sum = 0;
    for (int i = 0; i < 200_000; i++) sum += Math.sqrt(i + n);
    return sum;
}

void compare(String title, Runnable cluster, Runnable streams) {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
        cluster.run();
        streams.run();
    }
    for (int i = 0; i < rounds; i++) {
        ours.add(millis(cluster));
        theirs.add(millis(streams));
    }
    System.out.printf("| %s | %.3f | %.3f | %.2f |%n", title, median(theirs), median(ours), median(ours) / median(theirs));
}

double first = millis(() -> map(n -> n, one));
System.out.printf("first map of the session: %.0f ms%n", first);
System.out.println("| map | parallel streams, ms | cluster, ms | ratio |");
System.out.println("|---|--:|--:|--:|");
compare("10,000 elements, n -> n", () -> map(n -> n, many), () -> many.parallelStream().map(n -> n).toList());
compare("1 element, n -> n", () -> map(n -> n, one), () -> one.parallelStream().map(n -> n).toList());
compare("10,000 elements, 200,000 square roots each", () -> map(n -> work(n), many), () -> many.parallelStream().map(n -> work(n)).toList());
