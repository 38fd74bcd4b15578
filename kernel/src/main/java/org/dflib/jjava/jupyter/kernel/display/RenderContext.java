package org.dflib.jjava.jupyter.kernel.display;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** Which forms of a value are asked for, and where they go. One thread. */
public class RenderContext {
    private final Set<MIMEType> requested;
    private final Renderer renderer;
    private final DisplayData output = new DisplayData();

    RenderContext(Set<MIMEType> requested, Renderer renderer) {
        this.requested = requested;
        this.renderer = renderer;
    }

    public Renderer getRenderer() {
        return renderer;
    }

    public DisplayData getOutputContainer() {
        return output;
    }

    /** None: nobody gives any here. */
    public Map<String, Object> getParams() {
        return Map.of();
    }

    public boolean wantsDataRenderedAs(MIMEType type) {
        return requested.stream().anyMatch(each -> each.includes(type));
    }

    /** The type, or null if nobody asks for it. */
    public MIMEType resolveRequestedType(MIMEType type) {
        return wantsDataRenderedAs(type) ? type : null;
    }

    public boolean renderIfRequested(MIMEType type, Supplier<Object> content) {
        return renderIfRequested(type, (each, data) -> data.putData(each, content.get()));
    }

    public boolean renderIfRequested(MIMEType type, Function<MIMEType, Object> content) {
        return renderIfRequested(type, (each, data) -> data.putData(each, content.apply(each)));
    }

    public boolean renderIfRequested(MIMEType type, BiConsumer<MIMEType, DisplayData> render) {
        boolean wanted = wantsDataRenderedAs(type);
        if (wanted) {
            render.accept(type, output);
        }
        return wanted;
    }
}
