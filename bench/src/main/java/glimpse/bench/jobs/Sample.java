package glimpse.bench.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one load gave.
 *
 * @param jobsPerSecond by the wall clock
 * @param serverMicrosPerJob processor time of the server
 * @param generatorCores processor time of the generator by wall time: near 1 it was the generator that was measured
 * @param medianMicros of the round trips, 0 where they were not timed
 * @param p99Micros of the round trips, 0 where they were not timed
 */
record Sample(
        double jobsPerSecond, double serverMicrosPerJob, double generatorCores, double medianMicros, double p99Micros) {

    /** Reads what {@link #toString} wrote. */
    static Sample parse(String line) {
        double[] fields = Arrays.stream(line.strip().split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Sample(fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    /** The median of each figure by itself. */
    static Sample median(List<Sample> samples) {
        return new Sample(
                median(samples, Sample::jobsPerSecond),
                median(samples, Sample::serverMicrosPerJob),
                median(samples, Sample::generatorCores),
                median(samples, Sample::medianMicros),
                median(samples, Sample::p99Micros));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f %.3f %.3f %.2f %.2f",
                jobsPerSecond,
                serverMicrosPerJob,
                generatorCores,
                medianMicros,
                p99Micros);
    }
}
