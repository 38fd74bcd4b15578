package glimpse.kernel.screen;

/** Colour sequences. */
public final class Ansi {
    private Ansi() {}

    /** The text without its colours. */
    public static String stripped(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
