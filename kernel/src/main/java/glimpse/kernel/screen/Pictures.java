package glimpse.kernel.screen;

import glimpse.kernel.display.DisplayData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * Pictures on a terminal: drawn where it has the graphics of kitty or iTerm, saved to a file elsewhere. Source: kitty's "Terminal graphics
 * protocol", iTerm2's "Inline images protocol".
 */
enum Pictures {
    KITTY {
        @Override
        String draw(String png) {
            StringBuilder drawn = new StringBuilder();
            for (int begin = 0; begin < png.length(); begin += CHUNK) {
                int end = Math.min(png.length(), begin + CHUNK);
                drawn.append("\u001b_G")
                        .append(begin == 0 ? "a=T,f=100," : "")
                        .append(end < png.length() ? "m=1;" : "m=0;")
                        .append(png, begin, end)
                        .append("\u001b\\");
            }
            return drawn.toString();
        }
    },
    ITERM {
        @Override
        String draw(String png) {
            return "\u001b]1337;File=inline=1:" + png + "\u0007";
        }
    },
    FILES {
        @Override
        String draw(String png) throws IOException {
            Path file = Files.createTempFile("glimpse-", ".png");
            Files.write(file, Base64.getMimeDecoder().decode(png));
            return file.toString();
        }
    };

    private static final int CHUNK = 4096;

    /** What a terminal with this environment can do. */
    static Pictures of(Map<String, String> environment) {
        String program = environment.getOrDefault("TERM_PROGRAM", "");
        if (environment.containsKey("KITTY_WINDOW_ID")
                || environment.getOrDefault("TERM", "").contains("kitty")
                || program.matches("WezTerm|ghostty")) {
            return KITTY;
        }
        return program.equals("iTerm.app") ? ITERM : FILES;
    }

    /** A value as text; on a terminal with its picture, or where that is, below. */
    static String textOf(DisplayData data, Screen screen) {
        return screen.redraws() ? of(System.getenv()).show(data) : data.text();
    }

    /** The text of a value, with the picture, or where it is, below. */
    String show(DisplayData data) {
        Object png = data.data().get(DisplayData.PNG);
        if (png == null) {
            return data.text();
        }
        try {
            return data.text() + "\n" + draw(png.toString());
        } catch (IOException e) {
            return data.text() + "\n(the picture cannot be saved: " + e.getMessage() + ")";
        }
    }

    /** @param png base64 */
    abstract String draw(String png) throws IOException;
}
