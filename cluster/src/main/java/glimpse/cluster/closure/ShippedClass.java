package glimpse.cluster.closure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The bytes of a reached class that travel: only the members that are needed, no names of locals, and cells and lines instead of those of
 * the compiler's own source. What is left out could name classes that are not there.
 */
final class ShippedClass {
    private ShippedClass() {}

    /**
     * Writes the class.
     *
     * @param shipped whether a class, by internal name, travels too
     */
    static byte[] bytes(ReachedClass reached, Predicate<String> shipped, SessionClasses session) {
        ClassNode from = reached.node();
        ClassNode to = new ClassNode();
        to.version = from.version;
        to.access = from.access;
        to.name = from.name;
        to.superName = from.superName;
        to.interfaces = from.interfaces;
        to.visibleAnnotations = from.visibleAnnotations;
        to.recordComponents = from.recordComponents;
        to.permittedSubclasses = only(from.permittedSubclasses, shipped);
        to.nestHostClass = from.nestHostClass;
        to.nestMembers = only(from.nestMembers, shipped);
        to.innerClasses = from.innerClasses.stream()
                .filter(each -> !reached.isWrapper() || shipped.test(each.name))
                .toList();
        if (!reached.isWrapper()) {
            to.signature = from.signature;
            to.outerClass = from.outerClass;
            to.outerMethod = from.outerMethod;
            to.outerMethodDesc = from.outerMethodDesc;
        }
        SourceLines lines = session.sourceLines(from.name.replace('/', '.')).orElse(null);
        to.sourceFile = lines == null ? from.sourceFile : lines.name();
        addMembers(reached, to, lines == null ? line -> line : lines.line());
        ClassWriter writer = new ClassWriter(0);
        to.accept(writer);
        return writer.toByteArray();
    }

    private static void addMembers(ReachedClass reached, ClassNode to, IntUnaryOperator line) {
        ClassNode from = reached.node();
        for (FieldNode each : reached.isWrapper() ? reached.fields() : from.fields) {
            if (reached.isWrapper()) {
                to.fields.add(new FieldNode(each.access & ~Opcodes.ACC_FINAL, each.name, each.desc, null, null));
            } else {
                to.fields.add(each);
            }
        }
        for (MethodNode each : reached.isWrapper() ? reached.methods() : from.methods) {
            to.methods.add(stripped(each, line));
        }
    }

    private static MethodNode stripped(MethodNode from, IntUnaryOperator line) {
        MethodNode to = new MethodNode(from.access, from.name, from.desc, from.signature, null);
        to.exceptions = from.exceptions;
        from.accept(to);
        to.localVariables = null;
        to.parameters = null;
        for (AbstractInsnNode each : to.instructions) {
            if (each instanceof LineNumberNode number) {
                number.line = line.applyAsInt(number.line);
            }
        }
        return to;
    }

    private static List<String> only(List<String> names, Predicate<String> shipped) {
        if (names == null) {
            return null;
        }
        List<String> kept = new ArrayList<>(names);
        kept.removeIf(shipped.negate());
        return kept.isEmpty() ? null : kept;
    }
}
