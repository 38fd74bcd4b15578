package glimpse.kernel.session;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a compilation. The compiler looks at nothing but its code while it works, for many seconds on a large class; so for as long as one is
 * to be stopped, and only then, the methods by which it goes through its trees begin with a check of ours. Without the agent, or with a
 * compiler that names them otherwise, a compilation goes on to its end and is stopped there. One at a time; {@link #begin} comes from any
 * thread, {@link #end} from the compiling one.
 */
public final class CompilerStop {
    private static final Logger LOG = LoggerFactory.getLogger(CompilerStop.class);

    /** Attribution, flow analysis, and what is made of the trees after that. */
    private static final Map<String, String> VISITORS = Map.of(
            "com.sun.tools.javac.comp.Attr", "attribTree",
            "com.sun.tools.javac.tree.TreeScanner", "scan",
            "com.sun.tools.javac.tree.TreeTranslator", "translate");

    private static volatile Compilation stopping;

    private CompilerStop() {}

    private record Compilation(Thread thread, BooleanSupplier mayStop) {}

    /** Goes through the compiler, which lets it pass, and JShell to {@link JavaSession}. */
    private static final class Stopped extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("the compilation was stopped");
        }
    }

    /** Called by the compiler. */
    public static void check() {
        Compilation compilation = stopping;
        if (compilation != null
                && compilation.thread() == Thread.currentThread()
                && compilation.mayStop().getAsBoolean()) {
            throw new Stopped();
        }
    }

    /**
     * Stops what {@code thread} compiles at its next step.
     *
     * @param mayStop asked on that thread, at every step
     */
    static synchronized void begin(Thread thread, BooleanSupplier mayStop) {
        boolean checked = stopping != null;
        stopping = new Compilation(thread, mayStop);
        if (!checked) {
            Agent.instrumentation().ifPresent(agent -> redefine(agent, true));
        }
    }

    /** The calling thread has ended its compilation, stopped or not. */
    static void end() {
        if (stopping != null && stopping.thread() == Thread.currentThread()) {
            endChecks();
        }
    }

    private static synchronized void endChecks() {
        stopping = null;
        Agent.instrumentation().ifPresent(agent -> redefine(agent, false));
    }

    private static void redefine(Instrumentation agent, boolean checked) {
        try {
            List<ClassDefinition> changes = new ArrayList<>();
            for (Map.Entry<String, String> visitor : VISITORS.entrySet()) {
                Class<?> type = Class.forName(visitor.getKey(), false, ClassLoader.getSystemClassLoader());
                byte[] original = original(type);
                changes.add(new ClassDefinition(type, checked ? withChecks(original, visitor.getValue()) : original));
            }
            Module compiler = changes.get(0).getDefinitionClass().getModule();
            Set<Module> reads = Set.of(CompilerStop.class.getModule());
            agent.redefineModule(compiler, reads, Map.of(), Map.of(), Set.of(), Map.of());
            agent.redefineClasses(changes.toArray(ClassDefinition[]::new));
        } catch (IOException
                | ClassNotFoundException
                | UnmodifiableClassException
                | RuntimeException
                | LinkageError e) {
            LOG.debug("a compilation cannot be stopped before its end", e);
        }
    }

    private static byte[] original(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            if (in == null) {
                throw new IOException(type + " without its class file");
            }
            return in.readAllBytes();
        }
    }

    private static byte[] withChecks(byte[] original, String method) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor body = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return name.equals(method) ? new Checked(body) : body;
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Checked extends MethodVisitor {
        Checked(MethodVisitor body) {
            super(Opcodes.ASM9, body);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, CompilerStop.class.getName().replace('.', '/'), "check", "()V", false);
        }
    }
}
