package glimpse.kernel.screen;

import glimpse.kernel.display.DisplayData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Pictures on a terminal: drawn where it has the graphics of kitty, iTerm or sixel, saved to a file elsewhere. The environment tells which;
 * {@code GLIMPSE_GRAPHICS} overrules it. Source: kitty's "Terminal graphics protocol", iTerm2's "Inline images protocol".
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
    SIXEL {
        @Override
        String draw(String png) throws IOException {
            BufferedImage image = ImageIO.read(
                    new ByteArrayInputStream(Base64.getMimeDecoder().decode(png)));
            if (image == null) {
                throw new IOException("it is no PNG");
            }
            return Sixel.of(image);
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
        String terminal = environment.getOrDefault("TERM", "");
        Optional<Pictures> asked = Arrays.stream(values())
                .filter(each -> each.name().equalsIgnoreCase(environment.get("GLIMPSE_GRAPHICS")))
                .findFirst();
        if (asked.isPresent()) {
            return asked.get();
        }
        if (environment.containsKey("KITTY_WINDOW_ID")
                || terminal.contains("kitty")
                || program.matches("WezTerm|ghostty")) {
            return KITTY;
        }
        if (terminal.matches("(?:foot|mlterm|yaft|contour).*|.*sixel.*") || program.matches("mlterm|contour")) {
            return SIXEL;
        }
        return program.matches("iTerm.app|mintty") ? ITERM : FILES;
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
