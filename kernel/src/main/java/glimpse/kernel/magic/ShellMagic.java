package glimpse.kernel.magic;

import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.Utf8Pieces;
import glimpse.kernel.session.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** Commands of the operating system, with their output as it comes. */
@Magic(
        value = {"bash", "sh", "!"},
        usage = {"%sh COMMAND", "%%bash"},
        help = "runs a command, or a script in bash, and shows its output; !COMMAND is the short form",
        arguments = Magic.Arguments.FILES)
final class ShellMagic implements MagicAction {
    private static final int BUFFER_BYTES = 8192;

    private final CommandEnvironment environment;

    ShellMagic(CommandEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Outcome run(MagicCall call) throws MagicException, IOException, InterruptedException {
        String program = call.name().equals("bash") ? "bash" : "sh";
        ProcessBuilder command =
                new ProcessBuilder(program, "-c", call.code()).redirectInput(Redirect.from(new File("/dev/null")));
        environment.applyTo(command);
        Process process = command.start();
        CellOutput output = call.context().output();
        Thread errors =
                new Thread(null, () -> copy(process.getErrorStream(), output, Stream.STDERR), "sh-err", 0, true);
        Thread lines = new Thread(null, () -> copy(process.getInputStream(), output, Stream.STDOUT), "sh-out", 0, true);
        errors.start();
        lines.start();
        try {
            int status = process.waitFor();
            lines.join();
            errors.join();
            if (status != 0) {
                throw new MagicException("the command ended with exit status " + status);
            }
            return new Outcome.NoValue(List.of());
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static void copy(InputStream from, CellOutput output, Stream stream) {
        Utf8Pieces text = new Utf8Pieces();
        byte[] bytes = new byte[BUFFER_BYTES];
        try (from) {
            for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                output.write(stream, text.add(bytes, 0, count));
            }
        } catch (IOException e) {
            output.write(Stream.STDERR, "(output lost: " + e.getMessage() + ")\n");
        }
    }
}
