package glimpse.server.command;

/** The check of a number against what it may be. */
final class Range {
    private Range() {}

    static void require(String name, long value, long least, long most) throws UsageException {
        if (value < least || value > most) {
            String upTo = most >= Integer.MAX_VALUE ? ">= " + least : least + ".." + most;
            throw new UsageException(name + " " + value + " (expected: " + upTo + ")");
        }
    }
}
