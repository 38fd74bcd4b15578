package glimpse.kernel.interpreter;

import glimpse.kernel.cell.Interpreter.Detail;
import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.Html;
import glimpse.kernel.session.Inspection;
import glimpse.kernel.session.JavaSession;
import java.util.Optional;

/** What the session knows of a name, as text and HTML. Any thread. */
final class Inspections {
    private final JavaSession session;

    Inspections(JavaSession session) {
        this.session = session;
    }

    Optional<DisplayData> inspect(String code, int cursor, Detail detail) {
        return session.inspect(code, cursor, detail == Detail.FULL).map(Inspections::render);
    }

    private static DisplayData render(Inspection inspection) {
        Javadoc doc = Javadoc.of(inspection.javadoc());
        String text = inspection.signature() + (doc.isEmpty() ? "" : "\n\n" + doc.text());
        String html = "<pre>" + Html.escape(inspection.signature()) + "</pre>" + doc.html();
        return DisplayData.text(text).with(DisplayData.HTML, html);
    }
}
