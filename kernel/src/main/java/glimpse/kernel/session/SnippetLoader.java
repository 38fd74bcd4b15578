package glimpse.kernel.session;

import glimpse.cluster.closure.JarLoader;
import glimpse.cluster.closure.rewrite.Rewriter;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/** Defines the classes of snippets, and those of the jars of the session. Any thread may load through it. */
final class SnippetLoader extends JarLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> snippets = new ConcurrentHashMap<>();

    SnippetLoader(ClassLoader parent) {
        super(List.of(), parent);
    }

    /** Takes the bytes of classes as compiled, which are defined, rewritten, when first asked for. */
    void record(ClassBytecodes[] classes) {
        for (ClassBytecodes each : classes) {
            snippets.put(each.name(), Rewriter.snippet(each.bytecodes()));
        }
    }

    /** Changes the bodies of classes that are defined. */
    void redefine(ClassBytecodes[] classes, Instrumentation instrumentation)
            throws ClassNotFoundException, UnmodifiableClassException {
        ClassDefinition[] changes = new ClassDefinition[classes.length];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = new ClassDefinition(loadClass(classes[i].name()), Rewriter.snippet(classes[i].bytecodes()));
        }
        instrumentation.redefineClasses(changes);
        for (ClassDefinition each : changes) {
            snippets.put(each.getDefinitionClass().getName(), each.getDefinitionClassFile());
        }
    }

    /** The bytes of a snippet's class, rewritten. */
    Optional<byte[]> classBytes(String binaryName) {
        return Optional.ofNullable(snippets.get(binaryName));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = snippets.get(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }
}
