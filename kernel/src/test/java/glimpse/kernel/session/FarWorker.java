package glimpse.kernel.session;

import glimpse.cluster.closure.Image;
import glimpse.cluster.closure.LoadedImage;
import glimpse.cluster.closure.Values;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;

/** Another JVM, which knows nothing of JShell: takes images and arguments on its standard input, gives results on its standard output. */
final class FarWorker {
    private FarWorker() {}

    /** The argument is the folder of the jars, named by their hashes. */
    public static void main(String[] arguments) throws Exception {
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        Path jars = Path.of(arguments[0]);
        while (true) {
            byte[] image;
            try {
                image = in.readNBytes(in.readInt());
            } catch (EOFException e) {
                return;
            }
            byte[] argument = in.readNBytes(in.readInt());
            byte[] answer;
            try {
                answer = run(image, argument, jars);
                out.writeBoolean(true);
            } catch (Throwable e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                answer = trace.toString().getBytes(StandardCharsets.UTF_8);
                out.writeBoolean(false);
            }
            out.writeInt(answer.length);
            out.write(answer);
            out.flush();
        }
    }

    @SuppressWarnings("unchecked")
    private static byte[] run(byte[] image, byte[] argument, Path jars) throws Exception {
        LoadedImage loaded = LoadedImage.load(
                Image.decode(image), jar -> jars.resolve(jar.hash()), FarWorker.class.getClassLoader());
        Object value = Values.read(argument, loaded.classLoader());
        return Values.write(((Function<Object, Object>) loaded.function()).apply(value));
    }
}
