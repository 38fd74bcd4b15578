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
        DisplayData shown = switch (call.name()) {
            case "latex" -> DisplayData.latex(call.code());
            case "svg" -> DisplayData.of("image/svg+xml", call.code());
            default -> DisplayData.of("text/" + call.name(), call.code());
        };
        return new Outcome.Value(shown, DisplayData.class.getSimpleName());
    }
}
