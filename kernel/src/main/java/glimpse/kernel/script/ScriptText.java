package glimpse.kernel.script;

import java.io.File;
import java.util.regex.Pattern;

/**
 * A script as a cell: the first line may name its interpreter; of jshell's commands those that do something to the session become
 * magics, and those that only concern its prompt are left out. Lines keep their numbers.
 */
final class ScriptText {
    private static final Pattern EXIT = Pattern.compile("(?m)^/ex(?:i|it)?(?:\\s.*)?$");
    private static final Pattern OPEN = Pattern.compile("(?m)^/open\\s+(.*\\S)\\s*$");
    private static final Pattern DROP = Pattern.compile("(?m)^/drop\\s+(.*)$");
    private static final Pattern CLASS_PATH = Pattern.compile("(?m)^/env\\s+--?class-?path[\\s=]+(\\S+)\\s*$");
    private static final Pattern JSHELL_SETTINGS =
            Pattern.compile("(?m)^/(?:set|vars|list|methods|types|imports|history|env)\\b.*$");

    private ScriptText() {}

    static String of(String text) {
        String code = text.startsWith("#!") ? "//" + text : text;
        var exit = EXIT.matcher(code);
        if (exit.find()) {
            code = code.substring(0, exit.start());
        }
        code = OPEN.matcher(code).replaceAll("%load \"$1\"");
        code = DROP.matcher(code).replaceAll("%drop $1");
        code = CLASS_PATH
                .matcher(code)
                .replaceAll(found -> "%classpath " + found.group(1).replace(File.pathSeparator, " "));
        return JSHELL_SETTINGS.matcher(code).replaceAll("");
    }

    /** Whether a line of piped input ends it. */
    static boolean isExit(String line) {
        return EXIT.matcher(line.strip()).matches();
    }

    /** A line of piped input as a cell: what a command asks for is shown. */
    static String ofLine(String line) {
        return of(line.replaceFirst("^\\s*/vars\\b.*", "%whos")
                .replaceFirst("^\\s*/(methods|types|imports)\\b.*", "%$1"));
    }
}
