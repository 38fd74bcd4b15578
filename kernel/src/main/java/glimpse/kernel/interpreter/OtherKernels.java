package glimpse.kernel.interpreter;

import java.util.List;

/** What cells may name because notebooks and libraries for IJava and JJava do. No class of it is loaded before one is named. */
final class OtherKernels {
    static final List<String> PACKAGES = List.of(
            "org.dflib.jjava.jupyter",
            "org.dflib.jjava.jupyter.kernel",
            "org.dflib.jjava.jupyter.kernel.display",
            "org.dflib.jjava.jupyter.kernel.display.mime",
            "org.dflib.jjava.jupyter.kernel.magic",
            "io.github.spencerpark.ijava",
            "io.github.spencerpark.jupyter.kernel.display.mime",
            "io.github.spencerpark.jupyter.kernel.magic",
            "io.github.spencerpark.jupyter.kernel.magic.common");

    private OtherKernels() {}
}
