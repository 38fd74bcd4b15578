package glimpse.kernel.screen;

import static org.assertj.core.api.Assertions.assertThat;

import glimpse.kernel.display.DisplayData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
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
}
