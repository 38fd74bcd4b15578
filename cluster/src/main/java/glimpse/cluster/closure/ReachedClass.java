package glimpse.cluster.closure;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** A class that an image needs, and which of its members. */
final class ReachedClass {
    private final ClassNode node;
    private final boolean wrapper;
    private final Set<MethodNode> methods = new LinkedHashSet<>();
    private final Set<FieldNode> fields = new LinkedHashSet<>();

    /**
     * Makes one without members.
     *
     * @param wrapper whether only the reached members are needed, otherwise all
     */
    ReachedClass(ClassNode node, boolean wrapper) {
        this.node = node;
        this.wrapper = wrapper;
    }

    ClassNode node() {
        return node;
    }

    boolean isWrapper() {
        return wrapper;
    }

    /** Adds a method; the method if it is new, otherwise or if there is none null. */
    MethodNode reachMethod(String name, String descriptor) {
        for (MethodNode each : node.methods) {
            if (each.name.equals(name) && each.desc.equals(descriptor)) {
                return methods.add(each) ? each : null;
            }
        }
        return null;
    }

    /** Adds a field; the field if it is new, otherwise or if there is none null. */
    FieldNode reachField(String name) {
        for (FieldNode each : node.fields) {
            if (each.name.equals(name)) {
                return fields.add(each) ? each : null;
            }
        }
        return null;
    }

    Set<MethodNode> methods() {
        return methods;
    }

    Set<FieldNode> fields() {
        return fields;
    }
}
