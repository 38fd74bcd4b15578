package glimpse.kernel.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/** Pictures as {@code image/png}. */
final class Images {
    private Images() {}

    static DisplayData render(RenderedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        return new DisplayData(
                Map.of(
                        DisplayData.PNG,
                        Base64.getEncoder().encodeToString(png(image)),
                        DisplayData.TEXT,
                        "image " + width + "×" + height),
                Map.of(DisplayData.PNG, Map.of("width", width, "height", height)));
    }

    private static byte[] png(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalArgumentException("no PNG form of " + image.getColorModel());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
