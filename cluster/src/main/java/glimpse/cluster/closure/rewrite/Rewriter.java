package glimpse.cluster.closure.rewrite;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** Rewrites the classes of snippets and of a session's jars, before they are defined, in the kernel and in workers alike. */
public final class Rewriter {
    private Rewriter() {}

    /** A snippet's class: lambdas and objects can travel, every loop and recursion can be stopped. */
    public static byte[] snippet(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassNode type = new ClassNode();
        reader.accept(type, 0);
        CallSubstitutes.apply(type);
        CancelChecks.apply(type);
        LambdaSites.apply(type);
        SerializableMark.apply(type);
        return bytes(type, reader);
    }

    /** A jar's class: its lambdas can travel. Classes without any come back as they are, and so do those of a format too new to read. */
    public static byte[] library(byte[] original) {
        if (!LambdaSites.mayBeIn(original)) {
            return original;
        }
        try {
            ClassReader reader = new ClassReader(original);
            ClassNode type = new ClassNode();
            reader.accept(type, 0);
            LambdaSites.apply(type);
            return bytes(type, reader);
        } catch (IllegalArgumentException e) {
            return original; // ASM: unsupported class file version
        }
    }

    private static byte[] bytes(ClassNode type, ClassReader reader) {
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return writer.toByteArray();
    }
}
