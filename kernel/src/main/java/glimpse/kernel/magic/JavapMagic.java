package glimpse.kernel.magic;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.session.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** The bytecode of a class, of the session or any other. */
@Magic(
        value = "javap",
        usage = {"%javap TYPE", "%javap -c -v TYPE"},
        help = "shows the members of a class, with -c its bytecode; takes the options of javap")
final class JavapMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) throws MagicException, IOException {
        List<String> words = new ArrayList<>(call.words());
        if (words.isEmpty() || words.get(words.size() - 1).startsWith("-")) {
            throw new MagicException("name a class, such as java.util.List or one of yours");
        }
        String name = words.remove(words.size() - 1);
        Outcome found = call.context().run(new Cell("javap", name + ".class"));
        if (!(found instanceof Outcome.Value value) || !(value.value() instanceof Class<?> type)) {
            throw new MagicException(name + " is no class that the session can see");
        }
        call.context().output().write(Stream.STDOUT, disassemble(type, words, call.context()));
        return new Outcome.NoValue(List.of());
    }

    private static String disassemble(Class<?> type, List<String> options, MagicContext context)
            throws MagicException, IOException {
        Path file = Files.createTempFile("glimpse-javap", ".class");
        try {
            Files.write(file, bytes(type, context));
            ToolProvider javap = ToolProvider.findFirst("javap")
                    .orElseThrow(() -> new MagicException("this Java has no javap (expected: a JDK)"));
            List<String> arguments = new ArrayList<>(options);
            arguments.add(file.toString());
            StringWriter text = new StringWriter();
            PrintWriter out = new PrintWriter(text);
            if (javap.run(out, out, arguments.toArray(String[]::new)) != 0) {
                throw new MagicException(text.toString().strip());
            }
            return text.toString();
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] bytes(Class<?> type, MagicContext context) throws IOException, MagicException {
        var ofSession = context.session().sessionClasses().classBytes(type.getName());
        if (ofSession.isPresent()) {
            return ofSession.get();
        }
        String resource = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(resource)) {
            if (in == null) {
                throw new MagicException("there is no class file of " + type.getTypeName());
            }
            return in.readAllBytes();
        }
    }
}
