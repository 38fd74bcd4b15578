package org.dflib.jjava.jupyter.kernel.display;

import glimpse.api.Glimpse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** The session's renderers, by the names of JJava. On the threads of cells. */
public class Renderer {
    /** How values of some types are to be shown, while it is being said. */
    public class RenderRegistration<T> {
        private final List<Class<? extends T>> types = new ArrayList<>();
        private final Set<MIMEType> supported = new LinkedHashSet<>();
        private final Set<MIMEType> preferred = new LinkedHashSet<>();

        RenderRegistration(Class<? extends T> type) {
            types.add(type);
        }

        public RenderRegistration<T> supporting(MIMEType... mimeTypes) {
            supported.addAll(Arrays.asList(mimeTypes));
            return this;
        }

        public RenderRegistration<T> supporting(String... mimeTypes) {
            return supporting(parsed(mimeTypes));
        }

        public RenderRegistration<T> preferring(MIMEType... mimeTypes) {
            preferred.addAll(Arrays.asList(mimeTypes));
            return this;
        }

        public RenderRegistration<T> preferring(String... mimeTypes) {
            return preferring(parsed(mimeTypes));
        }

        public RenderRegistration<T> onType(Class<? extends T> type) {
            types.add(type);
            return this;
        }

        /** From now on values of the types are shown so. */
        public void register(RenderFunction<T> function) {
            Set<MIMEType> requested = new LinkedHashSet<>(preferred.isEmpty() ? supported : preferred);
            requested.add(requested.isEmpty() ? MIMEType.ANY : MIMEType.TEXT_PLAIN);
            types.forEach(type -> Glimpse.renderer(type, value -> {
                RenderContext context = new RenderContext(requested, Renderer.this);
                function.render(value, context);
                return context.getOutputContainer().bundle();
            }));
        }

        private MIMEType[] parsed(String... names) {
            return Arrays.stream(names).map(MIMEType::parse).toArray(MIMEType[]::new);
        }
    }

    public <T> RenderRegistration<T> createRegistration(Class<T> type) {
        return new RenderRegistration<>(type);
    }

    /** The value as it would be shown. */
    public DisplayData render(Object value) {
        return DisplayData.of(shown(value));
    }

    /** The value in some of its forms. */
    public DisplayData renderAs(Object value, String... mimeTypes) {
        return DisplayData.of(Glimpse.render(value, mimeTypes));
    }

    private glimpse.kernel.display.DisplayData shown(Object value) {
        if (value instanceof DisplayDataRenderable renderable) {
            RenderContext context = new RenderContext(renderable.getPreferredRenderTypes(), this);
            renderable.render(context);
            return context.getOutputContainer().bundle();
        }
        return Glimpse.render(value);
    }
}
