package glimpse.kernel.terminal;

import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.cell.Interpreter.Detail;
import glimpse.kernel.display.DisplayData;
import java.util.Map;
import java.util.stream.Collectors;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.utils.InfoCmp.Capability;

/**
 * What keys do beyond the usual: F1 or Alt-h shows the documentation of what stands at the cursor, Ctrl-D deletes or leaves, the right arrow takes the line of the
 * history that is suggested in grey.
 */
final class KeyBindings {
    private static final String DOCUMENTATION = "glimpse-documentation";
    private static final String DELETE_OR_LEAVE = "glimpse-delete-or-leave";
    private static final int MAX_LINES = 40;

    private KeyBindings() {}

    static void install(LineReader reader, Interpreter interpreter) {
        reader.setAutosuggestion(LineReader.SuggestionType.HISTORY);
        for (String name : new String[] {LineReader.FORWARD_CHAR, LineReader.END_OF_LINE}) {
            Widget usual = reader.getBuiltinWidgets().get(name);
            reader.getWidgets().put(name, () -> takeSuggestion(reader) || usual.apply());
        }
        reader.getWidgets().put(DOCUMENTATION, () -> showDocumentation(reader, interpreter));
        reader.getWidgets().put(DELETE_OR_LEAVE, () -> deleteOrLeave(reader));
        KeyMap<Binding> keys = reader.getKeyMaps().get(LineReader.MAIN);
        keys.bind(new Reference(DOCUMENTATION), KeyMap.alt('h'));
        keys.bind(new Reference(DELETE_OR_LEAVE), KeyMap.ctrl('D'));
        String f1 = KeyMap.key(reader.getTerminal(), Capability.key_f1);
        if (f1 != null) {
            keys.bind(new Reference(DOCUMENTATION), f1);
        }
    }

    /** Deletes the character at the cursor; where there is none it does nothing, as JLine would list all completions. */
    private static boolean deleteOrLeave(LineReader reader) {
        Map<String, Widget> usual = reader.getBuiltinWidgets();
        String widget = reader.getBuffer().length() == 0 ? LineReader.DELETE_CHAR_OR_LIST : LineReader.DELETE_CHAR;
        return usual.get(widget).apply();
    }

    private static boolean takeSuggestion(LineReader reader) {
        String suggested = reader.getTailTip();
        boolean atEnd = reader.getBuffer().cursor() == reader.getBuffer().length();
        if (!atEnd || suggested == null || suggested.isEmpty()) {
            return false;
        }
        return reader.getBuffer().length() > 0 && write(reader, suggested);
    }

    private static boolean write(LineReader reader, String suggested) {
        reader.getBuffer().write(suggested);
        reader.setTailTip("");
        return true;
    }

    private static boolean showDocumentation(LineReader reader, Interpreter interpreter) {
        String code = reader.getBuffer().toString();
        String text = interpreter
                .inspect(code, reader.getBuffer().cursor(), Detail.FULL)
                .map(DisplayData::text)
                .orElse("nothing is known of what stands here");
        String shown = text.lines().limit(MAX_LINES).collect(Collectors.joining("\n"));
        reader.printAbove(text.lines().count() > MAX_LINES ? shown + "\n…" : shown);
        return true;
    }
}
