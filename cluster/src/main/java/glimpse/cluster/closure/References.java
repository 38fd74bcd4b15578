package glimpse.cluster.closure;

import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.RecordComponentNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Names every class, method and static field that bytecode refers to. */
final class References {
    private References() {}

    /** Takes the names; internal names, with slashes, never of arrays. */
    interface Sink {
        void type(String internalName);

        void method(String owner, String name, String descriptor);

        void staticField(String owner, String name);
    }

    /** All of a class: its relatives, its members, their code. */
    static void ofClass(ClassNode type, Sink sink) {
        ofNames(type.interfaces, sink);
        ofName(type.superName, sink);
        ofName(type.nestHostClass, sink);
        ofName(type.outerClass, sink);
        ofNames(type.permittedSubclasses, sink);
        for (InnerClassNode each : type.innerClasses) {
            if (each.name.equals(type.name)) {
                ofName(each.outerName, sink);
            }
        }
        ofAnnotations(type.visibleAnnotations, sink);
        for (FieldNode each : type.fields) {
            ofDescriptor(each.desc, sink);
            ofAnnotations(each.visibleAnnotations, sink);
        }
        if (type.recordComponents != null) {
            for (RecordComponentNode each : type.recordComponents) {
                ofDescriptor(each.descriptor, sink);
            }
        }
        type.methods.forEach(each -> ofMethod(each, sink));
    }

    /** A method: its types and its code. */
    static void ofMethod(MethodNode method, Sink sink) {
        ofDescriptor(method.desc, sink);
        ofNames(method.exceptions, sink);
        ofAnnotations(method.visibleAnnotations, sink);
        for (TryCatchBlockNode each : method.tryCatchBlocks) {
            ofName(each.type, sink);
        }
        for (AbstractInsnNode each : method.instructions) {
            ofInstruction(each, sink);
        }
    }

    private static void ofInstruction(AbstractInsnNode each, Sink sink) {
        if (each instanceof MethodInsnNode call) {
            ofName(call.owner, sink);
            ofDescriptor(call.desc, sink);
            sink.method(call.owner, call.name, call.desc);
        } else if (each instanceof FieldInsnNode field) {
            ofName(field.owner, sink);
            ofDescriptor(field.desc, sink);
            if (field.getOpcode() == Opcodes.GETSTATIC || field.getOpcode() == Opcodes.PUTSTATIC) {
                sink.staticField(field.owner, field.name);
            }
        } else if (each instanceof TypeInsnNode type) {
            ofName(type.desc, sink);
        } else if (each instanceof MultiANewArrayInsnNode array) {
            ofDescriptor(array.desc, sink);
        } else if (each instanceof LdcInsnNode constant) {
            ofConstant(constant.cst, sink);
        } else if (each instanceof InvokeDynamicInsnNode site) {
            ofDescriptor(site.desc, sink);
            ofHandle(site.bsm, sink);
            ofConstants(site.bsmArgs, sink);
        } else if (each instanceof FrameNode frame) {
            ofFrame(frame.local, sink);
            ofFrame(frame.stack, sink);
        }
    }

    private static void ofFrame(List<Object> verified, Sink sink) {
        if (verified != null) {
            for (Object each : verified) {
                if (each instanceof String name) {
                    ofName(name, sink);
                }
            }
        }
    }

    private static void ofConstants(Object[] constants, Sink sink) {
        for (Object each : constants) {
            ofConstant(each, sink);
        }
    }

    private static void ofConstant(Object constant, Sink sink) {
        if (constant instanceof Type type) {
            ofType(type, sink);
        } else if (constant instanceof Handle handle) {
            ofHandle(handle, sink);
        } else if (constant instanceof ConstantDynamic dynamic) {
            ofDescriptor(dynamic.getDescriptor(), sink);
            ofHandle(dynamic.getBootstrapMethod(), sink);
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                ofConstant(dynamic.getBootstrapMethodArgument(i), sink);
            }
        } else if (constant instanceof String text && text.startsWith("REPL.")) {
            sink.type(text.replace('.', '/')); // names of classes in switches since 21
        }
    }

    private static void ofHandle(Handle handle, Sink sink) {
        ofName(handle.getOwner(), sink);
        if (handle.getTag() <= Opcodes.H_PUTSTATIC) {
            ofDescriptor(handle.getDesc(), sink);
            if (handle.getTag() == Opcodes.H_GETSTATIC || handle.getTag() == Opcodes.H_PUTSTATIC) {
                sink.staticField(handle.getOwner(), handle.getName());
            }
        } else {
            ofDescriptor(handle.getDesc(), sink);
            sink.method(handle.getOwner(), handle.getName(), handle.getDesc());
        }
    }

    private static void ofAnnotations(List<AnnotationNode> annotations, Sink sink) {
        if (annotations != null) {
            annotations.forEach(each -> ofDescriptor(each.desc, sink));
        }
    }

    private static void ofNames(List<String> names, Sink sink) {
        if (names != null) {
            names.forEach(each -> ofName(each, sink));
        }
    }

    private static void ofName(String name, Sink sink) {
        if (name != null) {
            ofType(Type.getObjectType(name), sink);
        }
    }

    /** The types of a field's or method's descriptor. */
    static void ofDescriptor(String descriptor, Sink sink) {
        ofType(Type.getType(descriptor), sink);
    }

    private static void ofType(Type type, Sink sink) {
        switch (type.getSort()) {
            case Type.ARRAY -> ofType(type.getElementType(), sink);
            case Type.OBJECT -> sink.type(type.getInternalName());
            case Type.METHOD -> {
                ofType(type.getReturnType(), sink);
                for (Type each : type.getArgumentTypes()) {
                    ofType(each, sink);
                }
            }
            default -> {
                // a primitive type
            }
        }
    }
}
