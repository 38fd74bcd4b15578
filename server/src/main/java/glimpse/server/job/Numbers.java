package glimpse.server.job;

/** Decimal numbers in packets, read as the C library's functions read them. */
final class Numbers {
    private Numbers() {}

    /** Reads a leading number, white space before it allowed; garbage is 0; what does not fit is the nearest that does. */
    static long saturating(Bytes text) {
        int i = 0;
        while (i < text.length() && (text.at(i) == ' ' || (text.at(i) >= '\t' && text.at(i) <= '\r'))) {
            i++;
        }
        boolean negative = i < text.length() && text.at(i) == '-';
        if (negative || (i < text.length() && text.at(i) == '+')) {
            i++;
        }
        long value = 0;
        for (; i < text.length() && text.at(i) >= '0' && text.at(i) <= '9'; i++) {
            int digit = text.at(i) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** Reads a leading number into 32 bits, the upper ones dropped, as C's {@code atoi} does into an unsigned variable. */
    static int wrapping(Bytes text) {
        return (int) saturating(text);
    }
}
