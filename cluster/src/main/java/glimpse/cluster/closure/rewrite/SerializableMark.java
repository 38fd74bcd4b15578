package glimpse.cluster.closure.rewrite;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/** Makes the user's own classes serializable. */
final class SerializableMark {
    private static final String SERIALIZABLE = "java/io/Serializable";

    private SerializableMark() {}

    static void apply(ClassNode type) {
        boolean isInterface = (type.access & Opcodes.ACC_INTERFACE) != 0;
        if (isInterface || SnippetNames.isWrapper(type.name)) {
            return;
        }
        if (!type.interfaces.contains(SERIALIZABLE)) {
            type.interfaces.add(SERIALIZABLE);
        }
        boolean versioned = type.fields.stream().anyMatch(each -> each.name.equals("serialVersionUID"));
        boolean own = (type.access & (Opcodes.ACC_ENUM | Opcodes.ACC_RECORD)) != 0;
        if (!versioned && !own) {
            int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
            type.fields.add(new FieldNode(access, "serialVersionUID", "J", null, 0L));
        }
    }
}
