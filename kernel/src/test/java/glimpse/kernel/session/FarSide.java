package glimpse.kernel.session;

import glimpse.cluster.closure.Closure;
import glimpse.cluster.closure.JarFiles;
import glimpse.cluster.closure.JarRef;
import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.closure.Values;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** A {@link FarWorker} and the pipes to it. */
final class FarSide implements AutoCloseable {
    private final Process process;
    private final Path jars;
    private final DataOutputStream out;
    private final DataInputStream in;

    FarSide(Path jars) throws IOException {
        this.jars = jars;
        List<String> classes = List.of(
                place(FarWorker.class), place(LoadedImage.class), place(ClassReader.class), place(ClassNode.class));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-ea",
                        "-cp",
                        String.join(File.pathSeparator, classes),
                        FarWorker.class.getName(),
                        jars.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        in = new DataInputStream(process.getInputStream());
    }

    private static String place(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
    }

    /** Applies {@code function} over there and brings the result back. */
    Object apply(Object function, Object argument, JavaSession session) throws Exception {
        Closure closure = Closure.of(function, session.sessionClasses());
        byte[] written = closure.write(argument);
        for (Path each : session.sessionClasses().jars()) {
            JarRef ref = JarFiles.ref(each);
            if (!Files.exists(jars.resolve(ref.hash()))) {
                Files.copy(each, jars.resolve(ref.hash()));
            }
        }
        byte[] answer = CompletableFuture.supplyAsync(
                        () -> exchange(closure.image().encode(), written))
                .get(60, TimeUnit.SECONDS);
        return Values.readResult(answer, session.sessionClasses().loader());
    }

    private byte[] exchange(byte[] image, byte[] argument) {
        try {
            out.writeInt(image.length);
            out.write(image);
            out.writeInt(argument.length);
            out.write(argument);
            out.flush();
            boolean good = in.readBoolean();
            byte[] answer = in.readNBytes(in.readInt());
            if (!good) {
                throw new AssertionError("over there: " + new String(answer, StandardCharsets.UTF_8));
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError("the worker is gone", e);
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit()
                .orTimeout(30, TimeUnit.SECONDS)
                .exceptionally(e -> process.destroyForcibly())
                .join();
    }
}
