package glimpse.kernel.session;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Names that somebody may have meant who typed another. */
public final class NearNames {
    private static final int SHORT = 4;

    private NearNames() {}

    /** Those that differ from {@code typed} by the fewest letters, or by upper and lower case alone; two at most, none if all are far. */
    public static List<String> of(String typed, Collection<String> names) {
        int allowed = typed.length() <= SHORT ? 1 : 2;
        Map<Integer, List<String>> byDistance = names.stream()
                .distinct()
                .filter(each -> !each.equals(typed) && Math.abs(each.length() - typed.length()) <= allowed)
                .sorted()
                .collect(Collectors.groupingBy(each -> distance(each, typed)));
        return IntStream.rangeClosed(0, allowed)
                .mapToObj(distance -> byDistance.getOrDefault(distance, List.of()))
                .filter(nearest -> !nearest.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .limit(2)
                .toList();
    }

    /** The number of letters to add, drop, change or swap with their neighbour; the case of letters does not count. */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
