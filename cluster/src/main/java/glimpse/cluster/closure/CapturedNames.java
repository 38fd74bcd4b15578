package glimpse.cluster.closure;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** What the user calls the values that a lambda has captured: the compiler's debug information tells. */
final class CapturedNames {
    private CapturedNames() {}

    static String[] of(SerializedLambda form, SessionClasses session) {
        String[] names = new String[form.getCapturedArgCount()];
        boolean instance = form.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
        boolean reference = !form.getImplMethodName().startsWith("lambda$");
        Optional<MethodNode> body = body(form, session);
        Type[] types = Type.getArgumentTypes(form.getImplMethodSignature());
        int slot = instance ? 1 : 0;
        for (int i = 0; i < names.length; i++) {
            if (instance && i == 0) {
                names[i] = reference ? "the object of " + form.getImplMethodName() : "this";
                continue;
            }
            int at = slot;
            names[i] = body.flatMap(method -> name(method, at))
                    .map(name -> "captured variable '" + name + "'")
                    .orElse("captured value " + i);
            slot += types[instance ? i - 1 : i].getSize();
        }
        return names;
    }

    private static Optional<MethodNode> body(SerializedLambda form, SessionClasses session) {
        if (session == null) {
            return Optional.empty();
        }
        return session.classBytes(form.getImplClass().replace('/', '.')).flatMap(bytes -> {
            ClassNode type = new ClassNode();
            new ClassReader(bytes).accept(type, 0);
            return type.methods.stream()
                    .filter(each -> each.name.equals(form.getImplMethodName())
                            && each.desc.equals(form.getImplMethodSignature()))
                    .findFirst();
        });
    }

    private static Optional<String> name(MethodNode method, int slot) {
        if (method.localVariables == null) {
            return Optional.empty();
        }
        return method.localVariables.stream()
                .filter(each -> each.index == slot)
                .map((LocalVariableNode each) -> each.name)
                .findFirst();
    }
}
