package glimpse.kernel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.display.DisplayData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {
    private static final byte[] PNG = new byte[5000];
    private static final DisplayData PICTURE = DisplayData.text("image 2×2")
            .with(DisplayData.PNG, Base64.getEncoder().encodeToString(PNG));

    @Test
    void kittyTakesPiecesAndItermOneLine() {
        String kitty = Pictures.of(Map.of("TERM", "xterm-kitty")).show(PICTURE);
        assertThat(kitty).startsWith("image 2×2\n\u001b_Ga=T,f=100,m=1;").contains("\u001b\\\u001b_Gm=0;");
        String iterm = Pictures.of(Map.of("TERM_PROGRAM", "iTerm.app")).show(PICTURE);
        assertThat(iterm).contains("\u001b]1337;File=inline=1:AAAA").endsWith("\u0007");
    }

    @Test
    void otherTerminalsAreToldAFile() throws Exception {
        String shown = Pictures.of(Map.of("TERM", "xterm-256color")).show(PICTURE);
        Path file = Path.of(shown.lines().toList().get(1));
        assertThat(Files.readAllBytes(file)).isEqualTo(PNG);
        Files.delete(file);
    }

    @Test
    void aSixelTerminalGetsBandsOfColours() throws Exception {
        BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 9; x++) {
            image.setRGB(x, 0, 0xff0000);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        DisplayData picture = DisplayData.text("red on black")
                .with(DisplayData.PNG, Base64.getEncoder().encodeToString(png.toByteArray()));
        String drawn = Pictures.of(Map.of("TERM", "foot")).show(picture);
        assertThat(drawn)
                .startsWith("red on black\n\u001bP0;1q\"1;1;9;7#0;2;0;0;0")
                .endsWith("\u001b\\");
        assertThat(drawn).contains("#210;2;100;0;0", "#0!9}$#210!9@$-#0!9@$-");
    }

    @Test
    void theUserCanSayWhatTheTerminalHas() {
        Map<String, String> asked = Map.of("TERM", "xterm-kitty", "GLIMPSE_GRAPHICS", "iterm");
        assertThat(Pictures.of(asked)).isEqualTo(Pictures.ITERM);
        assertThat(Pictures.of(Map.of("TERM", "xterm", "GLIMPSE_GRAPHICS", "sixel")))
                .isEqualTo(Pictures.SIXEL);
    }
}
