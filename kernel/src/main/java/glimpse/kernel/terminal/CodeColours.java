package glimpse.kernel.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Java in colours while it is typed, also where it is not complete. */
final class CodeColours implements Highlighter {
    private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT);
    private static final AttributedStyle TEXT = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NUMBER = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle KEYWORD = AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle TYPE = AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE);
    private static final AttributedStyle MAGIC = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);

    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>//[^\n]*|/\\*.*?(?:\\*/|\\z))"
                    + "|(?<text>\"\"\".*?(?:\"\"\"|\\z)|\"(?:\\\\.|[^\\\\\"\n])*\"?|'(?:\\\\.|[^\\\\'\n])*'?)"
                    + "|(?<magic>(?m:^[ \t]*)%%?\\w+|\\A/\\w+|@\\w+)"
                    + "|(?<number>\\b\\d[\\w.]*)"
                    + "|(?<word>[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*)",
            Pattern.DOTALL);

    @Override
    public AttributedString highlight(LineReader reader, String code) {
        AttributedStringBuilder coloured = new AttributedStringBuilder();
        Matcher token = TOKEN.matcher(code);
        int end = 0;
        while (token.find()) {
            coloured.append(code.substring(end, token.start()));
            coloured.append(token.group(), style(token));
            end = token.end();
        }
        return coloured.append(code.substring(end)).toAttributedString();
    }

    private static AttributedStyle style(Matcher token) {
        if (token.group("comment") != null) {
            return COMMENT;
        }
        if (token.group("text") != null) {
            return TEXT;
        }
        if (token.group("magic") != null) {
            return MAGIC;
        }
        return token.group("number") != null ? NUMBER : ofWord(token.group("word"));
    }

    private static AttributedStyle ofWord(String word) {
        if (SourceVersion.isKeyword(word) || word.matches("var|record|yield|sealed|permits")) {
            return KEYWORD;
        }
        return Character.isUpperCase(word.charAt(0)) ? TYPE : AttributedStyle.DEFAULT;
    }
}
