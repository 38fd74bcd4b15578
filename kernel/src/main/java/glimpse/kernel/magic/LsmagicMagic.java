package glimpse.kernel.magic;

import glimpse.kernel.display.DisplayData;
import glimpse.kernel.display.Html;
import glimpse.kernel.session.Outcome;
import java.util.List;
import java.util.Optional;

/** The magics there are. */
@Magic(value = "lsmagic", usage = "%lsmagic", help = "lists the magics; %NAME ? explains one")
final class LsmagicMagic implements MagicAction {
    @Override
    public Outcome run(MagicCall call) {
        List<MagicAction> magics = call.context().magics().all();
        call.context()
                .output()
                .display(DisplayData.text(text(magics)).with(DisplayData.HTML, html(magics)), Optional.empty());
        return new Outcome.NoValue(List.of());
    }

    private static String text(List<MagicAction> magics) {
        StringBuilder list = new StringBuilder();
        magics.forEach(magic -> list.append(Magics.help(magic)));
        return list.toString().stripTrailing();
    }

    private static String html(List<MagicAction> magics) {
        StringBuilder table = new StringBuilder("<table>\n");
        for (MagicAction magic : magics) {
            List<String> usage = Magics.usage(magic).stream().map(Html::escape).toList();
            table.append("<tr><td style=\"text-align:left;white-space:nowrap\"><code>")
                    .append(String.join("</code><br><code>", usage))
                    .append("</code></td><td style=\"text-align:left\">")
                    .append(Html.escape(Magics.annotation(magic).help()))
                    .append("</td></tr>\n");
        }
        return table.append("</table>").toString();
    }
}
