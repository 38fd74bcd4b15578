package glimpse.gearman.client;

/** Numbers as peers write them: decimal text, of which what cannot be read counts as 0. */
final class Decimal {
    private Decimal() {}

    static long parse(String text) {
        int end = 0;
        while (end < text.length() && end < 18 && Character.digit(text.charAt(end), 10) >= 0) {
            end++;
        }
        return end == 0 ? 0 : Long.parseLong(text.substring(0, end));
    }
}
