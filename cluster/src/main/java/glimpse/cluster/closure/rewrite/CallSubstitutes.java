package glimpse.cluster.closure.rewrite;

import glimpse.cluster.closure.runtime.Async;
import glimpse.cluster.closure.runtime.Functions;
import glimpse.cluster.closure.runtime.PrimitiveFunctions;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Calls of the JDK that are replaced: those whose result could not travel, and those that would leave the task's threads. The table is read
 * off the methods of the classes that stand in.
 */
final class CallSubstitutes {
    /** Interfaces that inherit the methods in question. */
    private static final Map<String, String> DECLARING = Map.of(
            "java/util/function/UnaryOperator", "java/util/function/Function",
            "java/util/function/BinaryOperator", "java/util/function/BiFunction");

    private static final Map<String, Method> TABLE = table();

    private CallSubstitutes() {}

    static void apply(ClassNode type) {
        for (MethodNode method : type.methods) {
            for (AbstractInsnNode each : method.instructions) {
                if (each instanceof MethodInsnNode call) {
                    substitute(call);
                }
            }
        }
    }

    private static void substitute(MethodInsnNode call) {
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        String owner = isStatic ? call.owner : DECLARING.getOrDefault(call.owner, call.owner);
        Method other = TABLE.get(key(owner, call.name, call.desc, isStatic));
        if (other != null) {
            call.setOpcode(Opcodes.INVOKESTATIC);
            call.owner = Type.getInternalName(other.getDeclaringClass());
            call.name = other.getName();
            call.desc = Type.getMethodDescriptor(other);
            call.itf = false;
        }
    }

    private static Map<String, Method> table() {
        Map<String, Method> table = new HashMap<>();
        for (Class<?> standIn : List.of(Functions.class, PrimitiveFunctions.class)) {
            for (Method method : standIn.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())) {
                    table.put(key(method), method);
                }
            }
        }
        for (Method method : Async.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                table.put(staticKey(CompletableFuture.class, method.getName(), method), method);
            }
        }
        return Map.copyOf(table);
    }

    /** The call that a method of {@link Functions} stands for. */
    private static String key(Method method) {
        return switch (method.getName()) {
            case "identity" -> staticKey(Function.class, "identity", method);
            case "unaryIdentity" -> staticKey(UnaryOperator.class, "identity", method);
            case "intIdentity" -> staticKey(IntUnaryOperator.class, "identity", method);
            case "longIdentity" -> staticKey(LongUnaryOperator.class, "identity", method);
            case "doubleIdentity" -> staticKey(DoubleUnaryOperator.class, "identity", method);
            case "minBy", "maxBy", "not", "isEqual" -> staticKey(method.getReturnType(), method.getName(), method);
            default -> {
                Type[] all = Type.getArgumentTypes(method);
                Type[] rest = List.of(all).subList(1, all.length).toArray(Type[]::new);
                String descriptor = Type.getMethodDescriptor(Type.getReturnType(method), rest);
                yield key(all[0].getInternalName(), method.getName(), descriptor, false);
            }
        };
    }

    private static String staticKey(Class<?> owner, String name, Method method) {
        return key(Type.getInternalName(owner), name, Type.getMethodDescriptor(method), true);
    }

    private static String key(String owner, String name, String descriptor, boolean isStatic) {
        return (isStatic ? "static " : "") + owner + "." + name + descriptor;
    }
}
