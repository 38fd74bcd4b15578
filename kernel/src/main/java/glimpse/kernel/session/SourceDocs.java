package glimpse.kernel.session;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Documentation comments of libraries, read from the {@code -sources.jar} beside their jar, from where the session's libraries come from, or from
 * the jar itself, as the kernel's own has the sources of what cells call.
 * Any thread.
 */
final class SourceDocs {
    private final ClassLoader loader;
    private volatile Function<Path, Optional<Path>> elsewhere = jar -> Optional.empty();

    SourceDocs(ClassLoader loader) {
        this.loader = loader;
    }

    /** Asks {@code origin} for the sources of jars that have none beside them. */
    void lookElsewhere(Function<Path, Optional<Path>> origin) {
        elsewhere = origin;
    }

    /** The comment of a type, or of its first member of that name; raw, empty if there is none to be found. */
    String comment(Class<?> type, String member) {
        String file = outermost(type).getName().replace('.', '/');
        return jar(file)
                .flatMap(this::sources)
                .flatMap(sources -> read(sources, file + ".java"))
                .map(source -> find(source, type.getSimpleName(), member))
                .orElse("");
    }

    private static Class<?> outermost(Class<?> type) {
        return type.getEnclosingClass() == null ? type : outermost(type.getEnclosingClass());
    }

    private Optional<Path> jar(String file) {
        URL place = loader.getResource(file + ".class");
        if (place == null || !place.toString().startsWith("jar:file:")) {
            return Optional.empty();
        }
        String url = place.toString();
        return Optional.of(Path.of(URI.create(url.substring("jar:".length(), url.indexOf("!/")))));
    }

    private Optional<Path> sources(Path jar) {
        Path beside = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "-sources.jar"));
        return Files.exists(beside) ? Optional.of(beside) : elsewhere.apply(jar).or(() -> Optional.of(jar));
    }

    private static Optional<String> read(Path sources, String file) {
        try (ZipFile zip = new ZipFile(sources.toFile())) {
            ZipEntry entry = zip.getEntry(file);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String find(String source, String type, String member) {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(file));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            CommentFinder finder = new CommentFinder(DocTrees.instance(task), type, member);
            finder.scan(unit, null);
            return finder.comment;
        } catch (IOException e) {
            return ""; // a text has no read errors
        }
    }

    /** Takes the first comment of what it looks for. */
    private static final class CommentFinder extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final String type;
        private final String member;
        private String comment = "";

        CommentFinder(DocTrees trees, String type, String member) {
            this.trees = trees;
            this.type = type;
            this.member = member;
        }

        @Override
        public Void visitClass(ClassTree tree, Void unused) {
            if (member.isEmpty()) {
                take(tree.getSimpleName().contentEquals(type));
            }
            return super.visitClass(tree, null);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void unused) {
            take(tree.getName().contentEquals(member) && inType());
            return null;
        }

        @Override
        public Void visitVariable(VariableTree tree, Void unused) {
            take(tree.getName().contentEquals(member) && inType());
            return null;
        }

        private boolean inType() {
            return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner
                    && owner.getSimpleName().contentEquals(type);
        }

        private void take(boolean wanted) {
            String found = wanted && comment.isEmpty() ? trees.getDocComment(getCurrentPath()) : null;
            comment = found == null ? comment : found;
        }
    }
}
