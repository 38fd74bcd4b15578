package glimpse.cluster.closure.rewrite;

import java.lang.invoke.LambdaMetafactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Makes every lambda and method reference of a class serializable, and the class able to make them again. */
final class LambdaSites {
    static final String DESERIALIZE = "$deserializeLambda$";

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final byte[] METAFACTORY_BYTES = METAFACTORY.getBytes(StandardCharsets.US_ASCII);
    private static final String ALT_METAFACTORY_TYPE =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;[Ljava/lang/Object;)"
                    + "Ljava/lang/invoke/CallSite;";

    private LambdaSites() {}

    /** Whether the constant pool names the factory of lambdas. */
    static boolean mayBeIn(byte[] bytes) {
        byte[] wanted = METAFACTORY_BYTES;
        outer:
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (bytes[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }

    static void apply(ClassNode type) {
        // the compiler's own knows only the lambdas that were serializable before
        type.methods.removeIf(each -> each.name.equals(DESERIALIZE));
        List<InvokeDynamicInsnNode> special = new ArrayList<>();
        boolean any = false;
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode each : method.instructions) {
                if (each instanceof InvokeDynamicInsnNode site
                        && site.bsm.getOwner().equals(METAFACTORY)) {
                    makeSerializable(site);
                    any = true;
                    if (flags(site) != LambdaMetafactory.FLAG_SERIALIZABLE) {
                        special.add(site);
                    }
                }
            }
        }
        if (any) {
            type.methods.add(DeserializeMethod.of(type, special));
        }
    }

    private static void makeSerializable(InvokeDynamicInsnNode site) {
        Object[] arguments = site.bsmArgs;
        if (site.bsm.getName().equals("metafactory")) {
            site.bsm = new Handle(Opcodes.H_INVOKESTATIC, METAFACTORY, "altMetafactory", ALT_METAFACTORY_TYPE, false);
            site.bsmArgs = new Object[] {arguments[0], arguments[1], arguments[2], LambdaMetafactory.FLAG_SERIALIZABLE};
        } else {
            arguments[3] = (Integer) arguments[3] | LambdaMetafactory.FLAG_SERIALIZABLE;
        }
    }

    private static int flags(InvokeDynamicInsnNode site) {
        return (Integer) site.bsmArgs[3];
    }

    /** The implementation of the lambda made at {@code site}. */
    static Handle implementation(InvokeDynamicInsnNode site) {
        return (Handle) site.bsmArgs[1];
    }

    /** The type of the lambda made at {@code site}, with its type arguments. */
    static Type instantiated(InvokeDynamicInsnNode site) {
        return (Type) site.bsmArgs[2];
    }
}
