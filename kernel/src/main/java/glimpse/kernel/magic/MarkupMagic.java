package glimpse.kernel.magic;

import glimpse.kernel.display.DisplayData;
import glimpse.kernel.session.Outcome;

/** A cell that is shown as what its name says. */
@Magic(
        value = {"html", "markdown", "svg", "latex"},
        usage = {"%%html", "%%markdown", "%%svg", "%%latex"},
        help = "shows the cell as HTML, Markdown, SVG or LaTeX")
final class MarkupMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) {
        String type = call.name().equals("svg") ? "image/svg+xml" : "text/" + call.name();
        return new Outcome.Value(DisplayData.of(type, call.code()), DisplayData.class.getSimpleName());
    }
}
