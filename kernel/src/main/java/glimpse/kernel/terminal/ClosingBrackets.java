package glimpse.kernel.terminal;

import java.util.List;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Widget;

/**
 * A closing bracket takes back one level of indentation only where it is the first thing of its line. JLine's own widgets take spaces
 * before any closing bracket, those that were typed and those in a string too.
 */
final class ClosingBrackets {
    private static final List<String> WIDGETS =
            List.of(LineReader.INSERT_CLOSE_CURLY, LineReader.INSERT_CLOSE_PAREN, LineReader.INSERT_CLOSE_SQUARE);

    private ClosingBrackets() {}

    static void install(LineReader reader) {
        for (String name : WIDGETS) {
            Widget insert = reader.getBuiltinWidgets().get(name);
            reader.getWidgets().put(name, () -> {
                if (firstOfItsLine(reader.getBuffer())) {
                    return insert.apply();
                }
                Object indentation = reader.getVariable(LineReader.INDENTATION);
                reader.setVariable(LineReader.INDENTATION, 0);
                try {
                    return insert.apply();
                } finally {
                    reader.setVariable(LineReader.INDENTATION, indentation);
                }
            });
        }
    }

    private static boolean firstOfItsLine(Buffer buffer) {
        String before = buffer.upToCursor();
        return before.substring(before.lastIndexOf('\n') + 1).isBlank();
    }
}
