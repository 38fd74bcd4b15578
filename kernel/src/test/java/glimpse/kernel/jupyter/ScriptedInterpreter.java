package glimpse.kernel.jupyter;

import glimpse.kernel.cell.Cell;
import glimpse.kernel.cell.CellOutput;
import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Completeness;
import glimpse.kernel.cell.Completions;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.display.DisplayData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interpreter of a language with one word commands, so that the messages of the wire can be tested without a compiler: {@code print},
 * {@code err}, {@code show}, {@code update}, {@code clear}, {@code ask}, {@code password}, {@code fail}, {@code overflow} (an error of the interpreter's own), {@code lines N}, {@code late}, {@code
 * wait} (until it is stopped), {@code await} (until the test says {@link #release}), anything else is a value. A line each.
 */
final class ScriptedInterpreter implements Interpreter {
    private static final Pattern COMMAND = Pattern.compile("(\\w+) ?(.*)");

    private final CountDownLatch released = new CountDownLatch(1);
    private volatile CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean hesitates;
    private volatile boolean running;
    private volatile boolean closed;

    void release() {
        released.countDown();
    }

    /** Takes the next cell only when it is {@linkplain #release released}. */
    void hesitate() {
        hesitates = true;
    }

    private void awaitRelease() {
        try {
            released.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean closed() {
        return closed;
    }

    @Override
    public CellResult run(Cell cell, CellOutput output) {
        if (hesitates) {
            awaitRelease();
        }
        stop = new CountDownLatch(1);
        running = true;
        try {
            return runLines(cell, output);
        } finally {
            running = false;
        }
    }

    private CellResult runLines(Cell cell, CellOutput output) {
        Optional<DisplayData> value = Optional.empty();
        for (String line : cell.code().split("\n", -1)) {
            Matcher command = COMMAND.matcher(line);
            if (!command.matches()) {
                continue;
            }
            try {
                String argument = command.group(2);
                switch (command.group(1)) {
                    case "print" -> output.write(CellOutput.Stream.STDOUT, argument + "\n");
                    case "err" -> output.write(CellOutput.Stream.STDERR, argument + "\n");
                    case "show" -> output.display(DisplayData.of(DisplayData.HTML, argument), Optional.of("d1"));
                    case "update" -> output.update(DisplayData.of(DisplayData.HTML, argument), "d1");
                    case "clear" -> output.clear(true);
                    case "ask" -> value = answer(output, argument, false);
                    case "password" -> value = answer(output, argument, true);
                    case "lines" -> lines(output, Integer.parseInt(argument));
                    case "late" -> late(output, argument);
                    case "await" -> released.await(30, TimeUnit.SECONDS);
                    case "wait" -> {
                        stop.await(60, TimeUnit.SECONDS);
                        return new CellResult.Interrupted();
                    }
                    case "fail" -> {
                        return new CellResult.Failed("Failure", argument, List.of("Failure: " + argument, cell.name()));
                    }
                    case "overflow" -> throw new StackOverflowError(argument);
                    default -> value = Optional.of(DisplayData.text(line));
                }
            } catch (IOException e) {
                return new CellResult.Failed("IOException", e.getMessage(), List.of());
            } catch (InterruptedException e) {
                return new CellResult.Interrupted();
            }
        }
        return new CellResult.Completed(value);
    }

    private static Optional<DisplayData> answer(CellOutput output, String prompt, boolean hidden) throws IOException {
        return Optional.of(DisplayData.text(output.readLine(prompt, hidden).orElse("end of input")));
    }

    private static void lines(CellOutput output, int count) {
        for (int i = 0; i < count; i++) {
            output.write(CellOutput.Stream.STDOUT, "line " + i + "\n");
        }
    }

    private void late(CellOutput output, String text) {
        Thread thread = new Thread(() -> {
            try {
                if (released.await(30, TimeUnit.SECONDS)) {
                    output.write(CellOutput.Stream.STDOUT, text + "\n");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean interrupt() {
        stop.countDown();
        return running;
    }

    @Override
    public Completions complete(String code, int cursor) {
        int start = code.lastIndexOf(' ', cursor - 1) + 1;
        return new Completions(
                start,
                cursor,
                List.of(new Completions.Item(code.substring(start, cursor) + "!", "function", "bang(int n)")));
    }

    @Override
    public Optional<DisplayData> inspect(String code, int cursor, Detail detail) {
        return code.isEmpty()
                ? Optional.empty()
                : Optional.of(DisplayData.text(code.substring(0, cursor) + " " + detail));
    }

    @Override
    public Completeness completeness(String code) {
        return switch (code) {
            case "open" -> new Completeness.Incomplete("    ");
            case "bad" -> new Completeness.Invalid();
            case "?" -> new Completeness.Unknown();
            default -> new Completeness.Complete();
        };
    }

    @Override
    public void close() {
        closed = true;
    }
}
