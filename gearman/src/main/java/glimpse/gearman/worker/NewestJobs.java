package glimpse.gearman.worker;

import glimpse.gearman.packet.Packet;
import java.util.HashMap;
import java.util.Map;

/**
 * The newest job that one connection was given of each function. Servers number jobs in the order of their submission, {@code H:host:17}, and
 * hand those of one queue out in that order; only what another worker had comes late. One thread.
 */
final class NewestJobs {
    private static final int MAX_DIGITS = 18;

    private final Map<String, Long> numbers = new HashMap<>();

    /** Whether a newer job of the function has come before; takes note of this one. */
    boolean isOlder(Packet assignment) {
        long number = number(assignment.handle(0).value());
        String function = assignment.text(1);
        long newest = numbers.getOrDefault(function, -1L);
        if (number > newest) {
            numbers.put(function, number);
        }
        return number >= 0 && number < newest;
    }

    private static long number(String handle) {
        int from = handle.lastIndexOf(':') + 1;
        if (from == handle.length() || handle.length() - from > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < handle.length(); i++) {
            int digit = handle.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
