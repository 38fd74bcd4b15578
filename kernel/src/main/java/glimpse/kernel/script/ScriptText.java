package glimpse.kernel.script;

import java.util.regex.Pattern;

/** A script as a cell: the first line may name its interpreter, and what only concerns jshell's own prompt is left out. */
final class ScriptText {
    private static final Pattern EXIT = Pattern.compile("(?m)^/ex(?:i|it)?(?:\\s.*)?$");
    private static final Pattern JSHELL_SETTINGS =
            Pattern.compile("(?m)^/(?:set|vars|list|methods|types|imports|history|env)\\b.*$");

    private ScriptText() {}

    static String of(String text) {
        String code = text.startsWith("#!") ? "//" + text : text;
        var exit = EXIT.matcher(code);
        if (exit.find()) {
            code = code.substring(0, exit.start());
        }
        return JSHELL_SETTINGS.matcher(code).replaceAll("");
    }
}
