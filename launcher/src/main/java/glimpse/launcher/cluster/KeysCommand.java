package glimpse.launcher.cluster;

import glimpse.cluster.security.ClusterKey;
import glimpse.cluster.security.CurvePair;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glimpse cluster keys}: the secrets of a new cluster. */
@Command(
        name = "keys",
        description =
                "Write the keys of a new cluster, readable by their owner alone, and the lines of config.ini that name them.",
        exitCodeOnExecutionException = 1)
final class KeysCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where to; made if it is not there (default: here).")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CurvePair pair = CurvePair.random();
        PrintWriter out = spec.commandLine().getOut();
        try {
            Files.createDirectories(folder);
            write("cluster.key", ClusterKey.random().text().orElseThrow() + "\n");
            write("cluster.curve", pair.certificate());
        } catch (FileAlreadyExistsException e) {
            spec.commandLine()
                    .getErr()
                    .println("Error: " + e.getFile() + " is there already (expected: a folder without keys)");
            return 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println("Error: " + folder + " cannot be written: " + e);
            return 1;
        }
        out.println("[client]");
        out.println("key_file = cluster.key");
        out.println("curve_key_file = cluster.curve");
        out.println("# for a broker or workers with keys of their own, the public key of this one:");
        out.println("# curve_server_key = " + pair.publicKey().replace("%", "%%"));
        return 0;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (isPosix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, text);
    }
}
