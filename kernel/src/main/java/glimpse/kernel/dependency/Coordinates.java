package glimpse.kernel.dependency;

import java.util.List;

/**
 * The name of a library. Immutable.
 *
 * @param extension {@code jar} but for special cases
 * @param classifier may be empty
 * @param version one, or a range such as {@code [1,2)}
 * @param exclusions {@code group:artifact} of what is not to come with it
 */
public record Coordinates(
        String group, String artifact, String extension, String classifier, String version, List<String> exclusions) {
    private static final String FORMS = "group:artifact:version or group:artifact:extension[:classifier]:version";

    public Coordinates {
        exclusions = List.copyOf(exclusions);
    }

    /**
     * Reads {@code group:artifact[:extension[:classifier]]:version}.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Coordinates of(String text) {
        String[] parts = text.strip().split(":", -1);
        for (String part : parts) {
            if (part.isBlank()) {
                throw new IllegalArgumentException(text + " (expected: " + FORMS + ")");
            }
        }
        return switch (parts.length) {
            case 3 -> new Coordinates(parts[0], parts[1], "jar", "", parts[2], List.of());
            case 4 -> new Coordinates(parts[0], parts[1], parts[2], "", parts[3], List.of());
            case 5 -> new Coordinates(parts[0], parts[1], parts[2], parts[3], parts[4], List.of());
            default -> throw new IllegalArgumentException(text + " (expected: " + FORMS + ")");
        };
    }

    /** What it replaces when it is asked for again in another version. */
    String key() {
        return group + ":" + artifact + ":" + extension + ":" + classifier;
    }
}
