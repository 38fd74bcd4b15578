package glimpse.kernel.display;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Buttons, panels and other parts of windows as pictures of how they look now. No screen is needed. */
final class Components {
    private static final Dimension SIZE_OF_NONE = new Dimension(400, 300);

    private Components() {}

    static DisplayData render(Object value) {
        Component component = (Component) value;
        if (component.getWidth() == 0 || component.getHeight() == 0) {
            Dimension wished = component.getPreferredSize();
            component.setSize(wished.width == 0 || wished.height == 0 ? SIZE_OF_NONE : wished);
        }
        layOut(component);
        BufferedImage image =
                new BufferedImage(component.getWidth(), component.getHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        try {
            component.paint(graphics);
        } finally {
            graphics.dispose();
        }
        return Images.render(image);
    }

    private static void layOut(Component component) {
        component.doLayout();
        if (component instanceof Container container) {
            for (Component child : container.getComponents()) {
                layOut(child);
            }
        }
    }
}
