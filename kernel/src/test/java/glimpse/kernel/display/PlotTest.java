package glimpse.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.kernel.display.plot.Plot;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotTest {
    private static Document svg(Plot plot) throws Exception {
        String svg = plot.render().data().get("image/svg+xml").toString();
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static int count(Plot plot, String element) throws Exception {
        return svg(plot).getElementsByTagName(element).getLength();
    }

    @Test
    void aLineIsOnePathAndBreaksWhereNothingIsKnown() throws Exception {
        String whole = Plot.of(new double[] {1, 4, 9}).render().data().toString();
        assertThat(whole).containsPattern("d=\"M[0-9. ]+L[0-9. ]+L[0-9. ]+\" fill=\"none\"");
        String broken = Plot.of(new double[] {1, Double.NaN, 9}).render().data().toString();
        assertThat(broken).containsPattern("d=\"M[0-9. ]+M[0-9. ]+\" fill=\"none\"");
    }

    @Test
    void pointsBarsTitlesAndLegendAreDrawnAndEscaped() throws Exception {
        Plot points = Plot.of(new double[] {1, 2, 3}).points();
        assertThat(count(points, "circle")).isEqualTo(3);
        Plot both =
                points.named("a<b").and(Plot.of(new double[] {3, 2, 1}).bars()).title("A & B");
        assertThat(count(both, "rect")).isEqualTo(1 + 3 + 1);
        assertThat(svg(both).getDocumentElement().getTextContent()).contains("A & B", "a<b");
    }

    @Test
    void axesHaveRoundLabels() throws Exception {
        String text =
                svg(Plot.of(new double[] {0.013, 0.97})).getDocumentElement().getTextContent();
        assertThat(text).contains("0.2", "0.4", "0.6", "0.8").doesNotContain("0.30000");
    }

    @Test
    void aHistogramCounts() {
        assertThat(Plot.histogram(new double[] {1, 1, 1, 2, 3}, 2).render().text())
                .contains("3 │")
                .contains("│");
        assertThatThrownBy(() -> Plot.histogram(new double[0], 3)).hasMessageContaining("expected: at least 1");
    }

    @Test
    void anEmptyPlotAndOneOfASingleValueAreDrawn() throws Exception {
        assertThat(count(Plot.of(new double[0]), "text")).isPositive();
        assertThat(svg(Plot.of(new double[] {5})).getDocumentElement().getTagName())
                .isEqualTo("svg");
    }

    @Test
    void aTerminalSeesDotsBetweenTheAxes() {
        String text = Plot.of(new double[] {1, 2}).title("two").render().text();
        assertThat(text.lines().findFirst()).contains("two");
        assertThat(text).contains("└──").containsPattern("[⠁-⣿]");
    }

    @Test
    void aTerminalSeesNamedBarsAsLines() {
        Plot plot = Plot.bars(List.of("x", "yy", "none", "down"), new double[] {1, 2, Double.NaN, -1});
        assertThat(plot.render().text().lines())
                .satisfiesExactly(
                        first -> assertThat(first).matches("   x │█{25} 1"),
                        second -> assertThat(second).matches("  yy │█{50} 2"),
                        third -> assertThat(third).isEqualTo("none │"),
                        fourth -> assertThat(fourth).matches("down │░{25} -1"));
    }

    @Test
    void barsAtWholeNumbersAreLabelledAtNoneBetweenThem() throws Exception {
        String text =
                svg(Plot.of(new double[] {5, 7, 6}).bars()).getDocumentElement().getTextContent();
        assertThat(text).contains("0", "1", "2").doesNotContain("0.5").doesNotContain("2.5");
    }

    @Test
    void namesThatDoNotFitUnderTheirBarsSlopeAndTheLegendStandsBeside() throws Exception {
        Plot wide = Plot.bars(List.of("a", "b"), new double[] {1, 2}).named("a name");
        assertThat(wide.render().data().toString()).doesNotContain("rotate");
        List<String> names = List.of("a long name under a bar", "another long name", "and a third one", "and a fourth");
        assertThat(Plot.bars(names, new double[] {1, 2, 3, 4}).render().data().toString())
                .contains("rotate(-35.0)");
    }
}
