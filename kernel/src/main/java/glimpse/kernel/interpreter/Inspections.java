package glimpse.kernel.interpreter;

import glimpse.kernel.cell.Interpreter.Detail;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.Html;
import glimpse.kernel.display.TextForm;
import glimpse.kernel.session.Inspection;
import glimpse.kernel.session.JavaSession;
import glimpse.kernel.session.Variable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the session knows of a name, as text and HTML. Any thread. */
final class Inspections {
    private static final Pattern LAST_NAME =
            Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*$");
    private static final int MAX_VALUE_CHARS = 200;

    private final JavaSession session;

    Inspections(JavaSession session) {
        this.session = session;
    }

    Optional<DisplayData> inspect(String code, int cursor, Detail detail) {
        Optional<Variable> variable = variableAt(code, cursor);
        return session.inspect(code, cursor, detail == Detail.FULL)
                .map(inspection ->
                        render(inspection, variable.map(Inspections::value).orElse("")))
                .map(data -> detail == Detail.FULL ? withNote(data) : data);
    }

    private Optional<Variable> variableAt(String code, int cursor) {
        Matcher name = LAST_NAME.matcher(code.substring(0, cursor));
        return name.find() && !code.substring(0, name.start()).stripTrailing().endsWith(".")
                ? session.variables().stream()
                        .filter(each -> each.name().equals(name.group()))
                        .findFirst()
                : Optional.empty();
    }

    private static String value(Variable variable) {
        String text = TextForm.of(variable.value());
        return " = " + (text.length() > MAX_VALUE_CHARS ? text.substring(0, MAX_VALUE_CHARS) + "…" : text);
    }

    private static DisplayData render(Inspection inspection, String value) {
        Javadoc doc = Javadoc.of(inspection.javadoc());
        String signature = inspection.signature() + value;
        String text = signature + (doc.isEmpty() ? "" : "\n\n" + doc.text());
        String html = "<pre>" + Html.escape(signature) + "</pre>" + doc.html();
        return DisplayData.text(text).with(DisplayData.HTML, html);
    }

    /** Without the JDK's sources there is nothing to read documentation from, and somebody should say so. */
    private static DisplayData withNote(DisplayData data) {
        boolean known = data.text().contains("\n\n")
                || Files.exists(Path.of(System.getProperty("java.home"), "lib", "src.zip"));
        String note = "(no documentation: this JDK comes without its sources, lib/src.zip)";
        return known
                ? data
                : DisplayData.text(data.text() + "\n\n" + note)
                        .with(DisplayData.HTML, data.data().get(DisplayData.HTML) + "<p>" + note + "</p>");
    }
}
