package glimpse.cluster.closure;

import glimpse.cluster.closure.rewrite.SnippetNames;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The classes of the session that a function can come to use, found by following its bytecode: of the classes around snippets only the
 * members that are reached, of the user's own classes all. Not thread-safe.
 */
final class Reach implements Watcher, References.Sink {
    private static final String DESERIALIZE = "(Ljava/lang/invoke/SerializedLambda;)Ljava/lang/Object;";

    private final SessionClasses session;
    private final Map<String, ReachedClass> classes = new TreeMap<>();
    private final Deque<Runnable> unread = new ArrayDeque<>();
    private final Map<String, byte[]> origins = new HashMap<>();
    private final Set<StaticField> variables = new LinkedHashSet<>();
    private int size;

    Reach(SessionClasses session) {
        this.session = session;
    }

    /** A variable of the session: a static field of {@code owner}, an internal name. */
    record StaticField(String owner, String name) {}

    /** What has been found: one entry for each class. */
    Collection<ReachedClass> classes() {
        follow();
        return classes.values();
    }

    boolean has(String internalName) {
        return classes.containsKey(internalName);
    }

    /** The variables whose values are needed, in the order of finding. */
    Set<StaticField> variables() {
        follow();
        return variables;
    }

    /** Whether the session's classes are still those that were read. */
    boolean isCurrent() {
        return origins.entrySet().stream()
                .allMatch(each -> session.classBytes(each.getKey()).orElse(null) == each.getValue());
    }

    /** Grows with each class and member that is found. */
    int size() {
        follow();
        return size;
    }

    /** Reads what was found but not read, until nothing new comes. */
    private void follow() {
        while (!unread.isEmpty()) {
            unread.remove().run();
        }
    }

    @Override
    public void type(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        type(element.getName().replace('.', '/'));
    }

    @Override
    public void lambda(SerializedLambda form) {
        method(form.getCapturingClass(), "$deserializeLambda$", DESERIALIZE);
        method(form.getImplClass(), form.getImplMethodName(), form.getImplMethodSignature());
        type(form.getFunctionalInterfaceClass());
        References.ofDescriptor(form.getInstantiatedMethodType(), this);
        References.ofDescriptor(form.getFunctionalInterfaceMethodSignature(), this);
    }

    @Override
    public void shared(Shared<?> handle) {
        // its value is not part of the code
    }

    @Override
    public void type(String internalName) {
        reached(internalName);
    }

    private ReachedClass reached(String internalName) {
        ReachedClass known = classes.get(internalName);
        if (known != null || !SnippetNames.isSnippet(internalName)) {
            return known;
        }
        byte[] bytes = session.classBytes(internalName.replace('/', '.')).orElse(null);
        if (bytes == null) {
            return null;
        }
        origins.put(internalName.replace('/', '.'), bytes);
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, 0);
        ReachedClass found = new ReachedClass(node, SnippetNames.isWrapper(internalName));
        classes.put(internalName, found);
        size++;
        if (!found.isWrapper()) {
            unread.add(() -> References.ofClass(node, this));
        }
        return found;
    }

    @Override
    public void method(String owner, String name, String descriptor) {
        ReachedClass type = reached(owner);
        if (type == null || !type.isWrapper()) {
            return;
        }
        MethodNode method = type.reachMethod(name, descriptor);
        if (method != null) {
            size++;
            unread.add(() -> References.ofMethod(method, this));
        }
    }

    @Override
    public void staticField(String owner, String name) {
        ReachedClass type = reached(owner);
        if (type == null) {
            return;
        }
        FieldNode field = type.reachField(name);
        if (field == null) {
            return;
        }
        size++;
        References.ofDescriptor(field.desc, this);
        if (type.isWrapper() || (field.access & Opcodes.ACC_FINAL) == 0) {
            variables.add(new StaticField(owner, name));
        }
    }
}
