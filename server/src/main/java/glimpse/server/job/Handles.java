package glimpse.server.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Job handles as text: {@code <prefix>:<n>}, n unsigned and decimal.
 *
 * <p>Clients of the C library keep a handle in 64 bytes. A longer prefix is cut so that every handle fits: the number is never cut.
 */
public final class Handles {
    private static final int MAX_PREFIX = 63 - 1 - 10;

    private final byte[] start;

    /** @param prefix what stands before the colon */
    public Handles(String prefix) {
        this.start = (Bytes.of(prefix).first(MAX_PREFIX) + ":").getBytes(US_ASCII);
    }

    /** Prefix and colon; not to be written to. */
    public byte[] start() {
        return start;
    }

    public String text(int number) {
        return new String(start, US_ASCII) + Integer.toUnsignedString(number);
    }

    /** The number in a handle of this server's, or 0, which no job has. */
    int number(Bytes handle) {
        int digits = handle.length() - start.length;
        if (digits < 1 || digits > 10 || !startsRight(handle) || handle.at(start.length) == '0') {
            return 0;
        }
        long number = 0;
        for (int i = start.length; i < handle.length(); i++) {
            int digit = handle.at(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number <= 0xffff_ffffL ? (int) number : 0;
    }

    private boolean startsRight(Bytes handle) {
        for (int i = 0; i < start.length; i++) {
            if (handle.at(i) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
