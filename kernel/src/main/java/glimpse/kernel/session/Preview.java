package glimpse.kernel.session;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Preview features of the language: cells have them when this JVM was started with {@code --enable-preview}. */
final class Preview {
    private static final String PROBE = "glimpse/kernel/session/PreviewProbe";

    private Preview() {}

    /** What the compiler of the cells is told. */
    static List<String> compilerOptions() {
        return enabled()
                ? List.of(
                        "--enable-preview",
                        "--release",
                        Integer.toString(Runtime.version().feature()))
                : List.of();
    }

    /** Only a JVM with preview features takes a class file that is marked as using them. */
    static boolean enabled() {
        ClassWriter probe = new ClassWriter(0);
        int version = 44 + Runtime.version().feature(); // class file versions count from JDK 1.0.2 on
        probe.visit(
                Opcodes.V_PREVIEW | version,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
                PROBE,
                null,
                "java/lang/Object",
                null);
        probe.visitEnd();
        return new Loader().takes(probe.toByteArray());
    }

    private static final class Loader extends ClassLoader {
        boolean takes(byte[] bytes) {
            try {
                Class<?> unused = defineClass(null, bytes, 0, bytes.length);
                return true;
            } catch (UnsupportedClassVersionError e) {
                return false;
            }
        }
    }
}
