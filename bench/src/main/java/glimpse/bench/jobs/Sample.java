package glimpse.bench.jobs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one load gave: figures by the names that the load program prints. */
final class Sample {
    private final Map<String, Double> figures;

    private Sample(Map<String, Double> figures) {
        this.figures = figures;
    }

    static Sample of(String name, double value) {
        return new Sample(Map.of(name, value));
    }

    /** Reads a line of {@code name=number name=number}. */
    static Sample parse(String line) {
        Map<String, Double> figures = new HashMap<>();
        for (String word : line.strip().split(" +", -1)) {
            String[] pair = word.split("=", 2);
            figures.put(pair[0], Double.parseDouble(pair[1]));
        }
        return new Sample(figures);
    }

    /** The figures of this one and of another under new names: {@code prefix.name}. */
    Sample and(String prefix, Sample other) {
        Map<String, Double> all = new HashMap<>(figures);
        other.figures.forEach((name, value) -> all.put(prefix + "." + name, value));
        return new Sample(all);
    }

    double figure(String name) {
        Double value = figures.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no figure " + name + " in " + figures.keySet());
        }
        return value;
    }

    /** The median of one figure. */
    static double median(List<Sample> samples, String name) {
        double[] sorted = samples.stream()
                .mapToDouble(sample -> sample.figure(name))
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Least and greatest of one figure. */
    static double[] range(List<Sample> samples, String name) {
        double[] sorted = samples.stream()
                .mapToDouble(sample -> sample.figure(name))
                .sorted()
                .toArray();
        return Arrays.copyOf(new double[] {sorted[0], sorted[sorted.length - 1]}, 2);
    }
}
