package glimpse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glimpse.kernel.cell.CellResult;
import glimpse.kernel.cell.Interpreter;
import glimpse.kernel.interpreter.OneInterpreter;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GlimpseTest extends OneInterpreter {
    @Test
    void onlyStaticMethodsArePublic() {
        assertThat(Glimpse.class.getFields()).isEmpty();
        assertThat(Arrays.stream(Glimpse.class.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class))
                .allMatch(method -> Modifier.isStatic(method.getModifiers()));
    }

    @Test
    void rangesAreLists() {
        assertThat(Glimpse.range(3)).containsExactly(0, 1, 2);
        assertThat(Glimpse.range(5, 8)).containsExactly(5, 6, 7);
        assertThat(Glimpse.range(5, 5)).isEmpty();
        assertThat(Glimpse.range(5, 1)).isEmpty();
        assertThatThrownBy(() -> Glimpse.range(3).get(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(value("range(1, 4)").text()).isEqualTo("[1, 2, 3]");
    }

    @Test
    void displayShowsAndUpdatesInPlaceWithoutShowingItsId() {
        assertThat(((CellResult.Completed) run("display(List.of(1, 2))")).value())
                .isEmpty();
        run("var id = display(\"a\"); updateDisplay(id, \"b\");");
        List<String> events = output.events();
        assertThat(events.get(0)).endsWith(" [1, 2]");
        String id = events.get(1).split(" ", -1)[1];
        assertThat(events.subList(1, 3)).containsExactly("display " + id + " \"a\"", "update " + id + " \"b\"");
    }

    @Test
    void valuesCanBeShownAsHtmlMarkdownLatexSvgAndJson() {
        assertThat(value("html(\"<b>1</b>\")").data()).containsEntry("text/html", "<b>1</b>");
        assertThat(value("markdown(\"# x\")").data()).containsEntry("text/markdown", "# x");
        assertThat(value("latex(\"$x$\")").data()).containsEntry("text/latex", "$x$");
        assertThat(value("svg(\"<svg/>\")").data()).containsEntry("image/svg+xml", "<svg/>");
        assertThat(value("json(Map.of(\"a\", List.of(1)))").data())
                .containsEntry("application/json", Map.of("a", List.of(1)));
        assertThat(value("render(\"<i>x</i>\", \"text/html\")").data()).containsEntry("text/html", "<i>x</i>");
    }

    @Test
    void aRendererOfTheUsersIsOneCall() {
        run("record Point(int x, int y) {}\nrenderer(Point.class, p -> html(\"<b>\" + p.x() + \"</b>\"));");
        assertThat(value("new Point(3, 4)").data())
                .containsEntry("text/html", "<b>3</b>")
                .containsEntry("text/plain", "Point[x=3, y=4]");
    }

    @Test
    void imagesDrawnInACellArePictures() {
        assertThat(value("new java.awt.image.BufferedImage(2, 2, java.awt.image.BufferedImage.TYPE_INT_RGB)")
                        .data())
                .containsKey("image/png");
    }

    @Test
    void clearOutputClears() {
        run("clearOutput();");
        assertThat(output.events()).containsExactly("clear");
    }

    @Test
    void mapWithoutAClusterSaysSo() {
        CellResult result = run("map(n -> n * n, range(1, 11))");
        assertThat(((CellResult.Failed) result).message()).contains("no cluster here");
    }

    @Test
    void inspectionShowsTheJavadocOfMap() {
        assertThat(interpreter
                        .inspect("map(", 4, Interpreter.Detail.FULL)
                        .orElseThrow()
                        .text())
                .contains("map(");
    }
}
