package glimpse.cluster.closure.rewrite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** Adds a check for cancellation at the entry of methods and before jumps backward. */
final class CancelChecks {
    private static final Handle LINK = new Handle(
            Opcodes.H_INVOKESTATIC,
            "glimpse/cluster/closure/runtime/Cancel",
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
            false);

    private CancelChecks() {}

    static void apply(ClassNode type) {
        for (MethodNode method : type.methods) {
            // an error in <clinit> would ruin the class for good
            if (method.instructions.size() > 0 && (method.access & Opcodes.ACC_BRIDGE) == 0) {
                apply(method.instructions, !method.name.equals("<clinit>"));
            }
        }
    }

    private static void apply(InsnList code, boolean atEntry) {
        Set<LabelNode> passed = new HashSet<>();
        for (AbstractInsnNode each : code.toArray()) {
            if (each instanceof LabelNode label) {
                passed.add(label);
            } else if (targets(each).stream().anyMatch(passed::contains)) {
                code.insertBefore(each, check());
            }
        }
        if (atEntry) {
            code.insert(check());
        }
    }

    private static InvokeDynamicInsnNode check() {
        return new InvokeDynamicInsnNode("check", "()V", LINK);
    }

    private static List<LabelNode> targets(AbstractInsnNode each) {
        if (each instanceof JumpInsnNode jump) {
            return List.of(jump.label);
        }
        if (each instanceof TableSwitchInsnNode table) {
            return table.labels;
        }
        return each instanceof LookupSwitchInsnNode lookup ? lookup.labels : List.of();
    }
}
