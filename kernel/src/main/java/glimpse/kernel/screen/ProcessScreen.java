package glimpse.kernel.screen;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import glimpse.kernel.cell.CellOutput.Stream;
import glimpse.kernel.cell.CellStreams;
import glimpse.kernel.library.NativeLibrary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * The standard streams of this process. Redraws if both outputs lead to a terminal, colours errors if standard error does. Any
 * thread.
 */
public final class ProcessScreen implements InputScreen {
    private static final int DEFAULT_WIDTH = 80;

    private final PrintStream out = utf8(CellStreams.processOut());
    private final PrintStream err = utf8(CellStreams.processErr());
    private final Optional<TerminalProvider> terminals = provider();
    private final boolean outIsTerminal = isTerminal(SystemStream.Output);
    private final boolean errIsTerminal = isTerminal(SystemStream.Error);
    private BufferedReader in;

    @Override
    public void print(Stream stream, String text) {
        PrintStream to = stream == Stream.STDOUT ? out : err;
        to.print(text);
        to.flush();
    }

    @Override
    public boolean redraws() {
        return outIsTerminal && errIsTerminal && !"dumb".equals(System.getenv("TERM"));
    }

    @Override
    public boolean colours() {
        return errIsTerminal && !"dumb".equals(System.getenv("TERM")) && System.getenv("NO_COLOR") == null;
    }

    @Override
    public int width() {
        int width = terminals
                .map(provider -> provider.systemStreamWidth(SystemStream.Output))
                .orElse(0);
        return width > 0 ? width : DEFAULT_WIDTH;
    }

    /** Whether somebody sits at standard input. */
    public boolean inputIsTerminal() {
        return isTerminal(SystemStream.Input);
    }

    /** Whether standard output leads to a terminal. */
    public boolean outputIsTerminal() {
        return outIsTerminal;
    }

    @Override
    public Optional<String> readLine(String prompt, boolean hidden) throws IOException {
        if (hidden && inputIsTerminal()) {
            return Optional.ofNullable(System.console().readPassword("%s", prompt))
                    .map(String::new);
        }
        print(Stream.STDOUT, prompt);
        return Optional.ofNullable(input().readLine());
    }

    @Override
    public synchronized BufferedReader input() {
        if (in == null) {
            in = new BufferedReader(new InputStreamReader(CellStreams.processIn(), charset()));
        }
        return in;
    }

    private boolean isTerminal(SystemStream stream) {
        return terminals.map(provider -> provider.isSystemStream(stream)).orElse(false);
    }

    private static Optional<TerminalProvider> provider() {
        try {
            return Optional.of(NativeLibrary.JLINE.loading(() -> TerminalProvider.load("jni")));
        } catch (IOException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static PrintStream utf8(PrintStream stream) {
        return charset().equals(UTF_8) ? new PrintStream(stream, false, UTF_8) : stream;
    }

    /** The locale's, but UTF-8 where it says ASCII: a container without a locale is on a UTF-8 terminal all the same. */
    private static Charset charset() {
        String name = System.getProperty("native.encoding", "UTF-8");
        Charset charset = Charset.isSupported(name) ? Charset.forName(name) : UTF_8;
        return charset.equals(US_ASCII) ? UTF_8 : charset;
    }
}
