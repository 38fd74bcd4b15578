package glimpse.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** What a completion says of the names it proposes: {@code String substring(int, int)}. Used with JShell's lock held. */
final class Signatures {
    private final JShell shell;
    private final StartImports imports;
    private final ClassLoader loader;

    Signatures(JShell shell, StartImports imports, ClassLoader loader) {
        this.shell = shell;
        this.imports = imports;
        this.loader = loader;
    }

    /** The signatures, by name, of what can stand at the end of {@code code}; without those that cannot be told cheaply. */
    Map<String, String> at(String code) {
        try {
            Optional<String> receiver = Receiver.of(code);
            if (receiver.isPresent()) {
                return type(receiver.get()).map(Signatures::members).orElse(Map.of());
            }
            return code.stripTrailing().endsWith(".") ? Map.of() : declared();
        } catch (LinkageError e) {
            return Map.of(); // a class of the session that lacks another
        }
    }

    /** What the name at the end of {@code code} stands for, if it is of a class or its member. */
    Optional<Named> named(String code, String name) {
        Optional<String> receiver = Receiver.of(code.substring(0, code.length() - name.length()));
        try {
            Optional<Named> type =
                    named(receiver.map(each -> each + "." + name).orElse(name)).map(each -> new Named(each, ""));
            Stream<Class<?>> owners = receiver.isPresent() ? type(receiver.get()).stream() : importedStatically(name);
            return type.or(() -> owners.findFirst().map(each -> new Named(each, name)));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** A type, or a member of it; the member is empty for the type itself. */
    record Named(Class<?> type, String member) {}

    private Stream<Class<?>> importedStatically(String method) {
        return staticImports()
                .filter(each -> Arrays.stream(each.getMethods())
                        .anyMatch(declared -> declared.getName().equals(method)));
    }

    /** The classes all of whose static members are imported. */
    private Stream<Class<?>> staticImports() {
        return imports.all()
                .filter(each -> each.startsWith("static ") && each.endsWith(".*"))
                .map(each -> each.substring("static ".length(), each.length() - 2))
                .flatMap(each -> load(each).stream());
    }

    private Map<String, String> declared() {
        Map<String, String> signatures = new HashMap<>();
        staticImports().forEach(each -> signatures.putAll(members(each)));
        shell.variables()
                .forEach(each -> signatures.put(each.name(), imports.shortened(each.typeName()) + " " + each.name()));
        shell.methods().forEach(each -> signatures.put(each.name(), imports.shortened(of(each))));
        return signatures;
    }

    /** As it could be written, without the names of its parameters. */
    static String of(MethodSnippet method) {
        int end = method.signature().lastIndexOf(')');
        return method.signature().substring(end + 1) + " " + method.name() + "(" + method.parameterTypes() + ")";
    }

    private Optional<Class<?>> type(String receiver) {
        if (receiver.endsWith("\"")) {
            return Optional.of(String.class);
        }
        Optional<VarSnippet> variable =
                shell.variables().filter(each -> each.name().equals(receiver)).findFirst();
        if (variable.isPresent()) {
            return named(variable.get().typeName());
        }
        String type = shell.sourceCodeAnalysis().analyzeType(receiver, receiver.length());
        return named(type == null ? receiver : type);
    }

    /** A class by its name as cells write it. */
    private Optional<Class<?>> named(String typeName) {
        String erased = typeName.replaceAll("<.*>", "").strip();
        if (erased.endsWith("[]") || !erased.matches("[\\w$.]+")) {
            return Optional.empty();
        }
        Optional<Class<?>> ofSession = shell.types()
                .filter(each -> each.name().equals(erased))
                .findFirst()
                .flatMap(this::load);
        if (ofSession.isPresent()) {
            return ofSession;
        }
        Stream<String> imported = imports.all()
                .filter(each -> !each.startsWith("static "))
                .map(each -> each.endsWith(".*") ? each.substring(0, each.length() - 1) + erased : each)
                .filter(each -> each.endsWith("." + erased));
        return Stream.concat(Stream.of(erased, "java.lang." + erased), imported)
                .flatMap(each -> load(each).stream())
                .findFirst();
    }

    private Optional<Class<?>> load(TypeDeclSnippet type) {
        String wrapper = shell.sourceCodeAnalysis().wrapper(type).fullClassName();
        return load(wrapper + "$" + type.name());
    }

    private Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> members(Class<?> type) {
        Map<String, String> signatures = new HashMap<>();
        for (Field field : type.getFields()) {
            signatures.put(field.getName(), field.getType().getSimpleName() + " " + field.getName());
        }
        Map<String, List<Method>> methods = Arrays.stream(type.getMethods())
                .filter(each -> !each.isBridge())
                .collect(Collectors.groupingBy(Method::getName));
        methods.forEach((name, overloads) -> signatures.put(name, signature(overloads)));
        return signatures;
    }

    /** The shortest of the overloads, and how many others there are. */
    private static String signature(List<Method> overloads) {
        Method shortest = overloads.stream()
                .min(Comparator.comparingInt(Method::getParameterCount))
                .orElseThrow();
        String parameters = Arrays.stream(shortest.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        String more = overloads.size() > 1 ? " (+" + (overloads.size() - 1) + ")" : "";
        return shortest.getReturnType().getSimpleName() + " " + shortest.getName() + "(" + parameters + ")" + more;
    }
}
