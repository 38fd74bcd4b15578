package glimpse.cluster.closure.rewrite;

import glimpse.cluster.closure.runtime.Lambdas;
import java.lang.invoke.SerializedLambda;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The method that {@link SerializedLambda} calls to make a lambda again. It hands its class's own lookup to {@link Lambdas}; only the
 * lambdas whose serialized form does not tell all (marker interfaces, bridges) are made by a copy of their site.
 */
final class DeserializeMethod {
    private static final String FORM = Type.getInternalName(SerializedLambda.class);
    private static final String LAMBDAS = Type.getInternalName(Lambdas.class);

    private DeserializeMethod() {}

    static MethodNode of(ClassNode type, List<InvokeDynamicInsnNode> special) {
        MethodNode method = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                LambdaSites.DESERIALIZE,
                "(L" + FORM + ";)Ljava/lang/Object;",
                null,
                new String[] {"java/lang/Throwable"});
        Set<String> made = new HashSet<>();
        for (InvokeDynamicInsnNode site : special) {
            if (made.add(key(site))) {
                copy(site, method);
            }
        }
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;",
                false);
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                LAMBDAS,
                "deserialize",
                "(Ljava/lang/invoke/MethodHandles$Lookup;L" + FORM + ";)Ljava/lang/Object;",
                false);
        method.visitInsn(Opcodes.ARETURN);
        return method;
    }

    /** {@code if (Lambdas.is(form, key)) return <the site>(captured…);} */
    private static void copy(InvokeDynamicInsnNode site, MethodNode code) {
        Label next = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn(key(site));
        code.visitMethodInsn(Opcodes.INVOKESTATIC, LAMBDAS, "is", "(L" + FORM + ";Ljava/lang/String;)Z", false);
        code.visitJumpInsn(Opcodes.IFEQ, next);
        Type[] captured = Type.getArgumentTypes(site.desc);
        for (int i = 0; i < captured.length; i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitLdcInsn(i);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FORM, "getCapturedArg", "(I)Ljava/lang/Object;", false);
            unwrap(captured[i], code);
        }
        code.visitInvokeDynamicInsn(site.name, site.desc, site.bsm, site.bsmArgs);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(next);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    private static void unwrap(Type wanted, MethodNode code) {
        if (wanted.getSort() >= Type.ARRAY) {
            code.visitTypeInsn(Opcodes.CHECKCAST, wanted.getInternalName());
            return;
        }
        String box = switch (wanted.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.CHAR -> "java/lang/Character";
            case Type.BYTE -> "java/lang/Byte";
            case Type.SHORT -> "java/lang/Short";
            case Type.INT -> "java/lang/Integer";
            case Type.LONG -> "java/lang/Long";
            case Type.FLOAT -> "java/lang/Float";
            default -> "java/lang/Double";
        };
        code.visitTypeInsn(Opcodes.CHECKCAST, box);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, box, wanted.getClassName() + "Value", "()" + wanted.getDescriptor(), false);
    }

    private static String key(InvokeDynamicInsnNode site) {
        Handle implementation = LambdaSites.implementation(site);
        return Lambdas.key(
                Type.getReturnType(site.desc).getInternalName(),
                implementation.getOwner() + "." + implementation.getName() + implementation.getDesc(),
                LambdaSites.instantiated(site).getDescriptor());
    }
}
