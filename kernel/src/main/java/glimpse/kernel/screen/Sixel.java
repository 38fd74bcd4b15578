package glimpse.kernel.screen;

import java.awt.image.BufferedImage;

/**
 * A picture as a sixel sequence: bands of six rows, in each band a pass for each of its colours. Colours are those of a cube of six by seven
 * by six shades. Source: DEC's VT330/340 Programmer Reference Manual, chapter 14.
 */
final class Sixel {
    private static final int REDS = 6;
    private static final int GREENS = 7;
    private static final int BLUES = 6;
    private static final int BAND = 6;
    private static final int MIN_RUN = 4;

    private final BufferedImage image;
    private final StringBuilder sequence = new StringBuilder();

    private Sixel(BufferedImage image) {
        this.image = image;
    }

    /** The whole sequence; what is transparent is white. */
    static String of(BufferedImage image) {
        return new Sixel(image).encode();
    }

    private String encode() {
        sequence.append("\u001bP0;1q\"1;1;")
                .append(image.getWidth())
                .append(';')
                .append(image.getHeight());
        for (int colour = 0; colour < REDS * GREENS * BLUES; colour++) {
            sequence.append('#').append(colour).append(";2;");
            sequence.append(percent(colour / (GREENS * BLUES), REDS)).append(';');
            sequence.append(percent(colour / BLUES % GREENS, GREENS)).append(';');
            sequence.append(percent(colour % BLUES, BLUES));
        }
        for (int y = 0; y < image.getHeight(); y += BAND) {
            band(y);
        }
        return sequence.append("\u001b\\").toString();
    }

    private static int percent(int shade, int shades) {
        return Math.round(100f * shade / (shades - 1));
    }

    private void band(int top) {
        int width = image.getWidth();
        byte[][] bits = new byte[REDS * GREENS * BLUES][];
        for (int y = top; y < Math.min(top + BAND, image.getHeight()); y++) {
            for (int x = 0; x < width; x++) {
                int colour = colour(image.getRGB(x, y));
                if (bits[colour] == null) {
                    bits[colour] = new byte[width];
                }
                bits[colour][x] |= (byte) (1 << (y - top));
            }
        }
        for (int colour = 0; colour < bits.length; colour++) {
            if (bits[colour] != null) {
                sequence.append('#').append(colour);
                row(bits[colour]);
                sequence.append('$');
            }
        }
        sequence.append('-');
    }

    private void row(byte[] bits) {
        for (int x = 0; x < bits.length; ) {
            int end = x;
            while (end < bits.length && bits[end] == bits[x]) {
                end++;
            }
            char sixel = (char) ('?' + bits[x]);
            if (end - x >= MIN_RUN) {
                sequence.append('!').append(end - x).append(sixel);
            } else {
                sequence.append(String.valueOf(sixel).repeat(end - x));
            }
            x = end;
        }
    }

    private static int colour(int argb) {
        int alpha = argb >>> 24;
        return (shade(argb >> 16, alpha, REDS) * GREENS + shade(argb >> 8, alpha, GREENS)) * BLUES
                + shade(argb, alpha, BLUES);
    }

    private static int shade(int channel, int alpha, int shades) {
        int onWhite = ((channel & 0xff) * alpha + 255 * (255 - alpha)) / 255;
        return Math.round((shades - 1) * onWhite / 255f);
    }
}
