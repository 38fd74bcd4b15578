package glimpse.kernel.session;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

/**
 * The compiler's files, without what each of the five tasks of JShell for a snippet would do anew. The option {@value #RELEASE} makes the JDK's
 * file manager forget the index of every jar on the class path: it is handed on once. A search for plug-ins of the compiler goes through every
 * jar of the program and of the class path: there are none. Used with JShell's lock held.
 */
final class CompilerFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements StandardJavaFileManager {
    private static final String RELEASE = "--multi-release";

    private static final ClassLoader NO_PLUGINS = new ClassLoader(null) {};

    private String release = "";

    CompilerFiles(StandardJavaFileManager files) {
        super(files);
    }

    @Override
    public boolean handleOption(String option, Iterator<String> remaining) {
        if (!option.equals(RELEASE)) {
            return super.handleOption(option, remaining);
        }
        String value = remaining.next();
        if (value.equals(release)) {
            return true;
        }
        release = value;
        return super.handleOption(option, List.of(value).iterator());
    }

    /** Asked for plug-ins and annotation processors only; JShell runs no processors. */
    @Override
    public ClassLoader getClassLoader(Location location) {
        return NO_PLUGINS;
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return fileManager.isSameFile(a, b);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public void setLocationFromPaths(Location location, Collection<? extends Path> paths) throws IOException {
        fileManager.setLocationFromPaths(location, paths);
    }

    @Override
    public Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }

    @Override
    public Iterable<? extends Path> getLocationAsPaths(Location location) {
        return fileManager.getLocationAsPaths(location);
    }
}
