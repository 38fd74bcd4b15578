package glimpse.kernel.session;

import glimpse.cluster.scratch.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The packages of this program that cells may name, as a jar for the compiler: it must see no others. */
final class VisiblePackages {
    private VisiblePackages() {}

    /** Writes the jar; the file is the caller's to delete. */
    static Path jar(List<String> packages) {
        try {
            Path jar = Files.createTempFile(Scratch.folder(), "api", ".jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                for (String each : packages) {
                    addPackage(each.replace('.', '/'), out);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("packages for cells: " + packages, e);
        }
    }

    private static void addPackage(String folder, JarOutputStream out) throws IOException {
        for (URL place : Collections.list(VisiblePackages.class.getClassLoader().getResources(folder))) {
            if (place.getProtocol().equals("jar")) {
                String url = place.toString();
                URI archive = URI.create(url.substring(0, url.indexOf("!/")));
                try (FileSystem files = FileSystems.newFileSystem(archive, Map.of())) {
                    addFolder(files.getPath(folder), folder, out);
                }
            } else {
                addFolder(folderOf(place), folder, out);
            }
        }
    }

    private static Path folderOf(URL place) throws IOException {
        try {
            return Path.of(place.toURI());
        } catch (URISyntaxException e) {
            throw new IOException(place.toString(), e);
        }
    }

    private static void addFolder(Path from, String folder, JarOutputStream out) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(folder + "/" + each.getFileName()));
                try (InputStream in = Files.newInputStream(each)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }
}
