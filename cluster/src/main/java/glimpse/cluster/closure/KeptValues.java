package glimpse.cluster.closure;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads the values of work that was sent some time ago, by this session or another: with this session's classes where they are still those
 * that the work had, otherwise with the classes that were sent with it. Any thread.
 */
public final class KeptValues {
    private final SessionClasses session;
    private final ClassLoader sent;
    private final Set<ClassLoader> results;
    private final boolean isSameClasses;

    /**
     * @param image that was sent with the work
     * @param jars that it names
     * @throws IOException if a jar cannot be had
     */
    public KeptValues(SessionClasses session, Image image, JarSource jars) throws IOException {
        this.session = session;
        this.sent = LoadedImage.classes(image, jars, KeptValues.class.getClassLoader());
        ClassLoader itsJars = sent.getParent();
        this.results = itsJars == KeptValues.class.getClassLoader() ? Set.of(sent) : Set.of(sent, itsJars);
        this.isSameClasses =
                image.classes().keySet().stream().filter(KeptValues::isMember).allMatch(this::isSame);
    }

    /** Wrappers of snippets hold code; what snippets declare is a member of one. */
    private static boolean isMember(String name) {
        return name.matches(".*\\$\\d+\\$[^$].*");
    }

    private boolean isSame(String name) {
        try {
            return shape(Class.forName(name, false, session.loader())).equals(shape(Class.forName(name, false, sent)));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static List<String> shape(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(KeptValues::shape)
                .sorted()
                .toList();
    }

    private static String shape(Field field) {
        return field.getName() + " " + field.getType().getName();
    }

    /** A result: its classes must pass {@link ResultFilter}. */
    public Object readResult(byte[] bytes) throws IOException, ClassNotFoundException {
        return read(() -> Values.readResult(bytes, session.loader()), () -> Values.readResult(bytes, sent, results));
    }

    /** An input, which a front end of this cluster has written. */
    public Object readInput(byte[] bytes) throws IOException, ClassNotFoundException {
        return read(() -> Values.read(bytes, session.loader()), () -> Values.read(bytes, sent));
    }

    private interface Reading {
        Object read() throws IOException, ClassNotFoundException;
    }

    private Object read(Reading withTheSessions, Reading withThoseSent) throws IOException, ClassNotFoundException {
        if (isSameClasses) {
            try {
                return withTheSessions.read();
            } catch (ClassNotFoundException notHere) {
                return withThoseSent.read();
            }
        }
        return withThoseSent.read();
    }
}
