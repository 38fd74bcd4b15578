package glimpse.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RenderersTest {
    private final Renderers renderers = Renderers.standard();

    record City(String name, int people) {}

    private String text(Object value) {
        return renderers.render(value).text();
    }

    private String html(Object value) {
        return (String) renderers.render(value).data().get(DisplayData.HTML);
    }

    @Test
    void plainTextIsWhatJshellAndJavaPeopleExpect() {
        assertThat(text(null)).isEqualTo("null");
        assertThat(text(42)).isEqualTo("42");
        assertThat(text("a \"b\"\n\\")).isEqualTo("\"a \\\"b\\\"\\n\\\\\"");
        assertThat(text('\'')).isEqualTo("'\\''");
        assertThat(text(List.of(1, 4, 9))).isEqualTo("[1, 4, 9]");
        assertThat(text(List.of("a", "b"))).isEqualTo("[a, b]");
        assertThat(text(new City("Oslo", 700_000))).isEqualTo("City[name=Oslo, people=700000]");
    }

    @Test
    void arraysAreShownByContentAlsoInsideCollections() {
        assertThat(text(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(text(new double[][] {{1, 2}, {3}})).isEqualTo("[[1.0, 2.0], [3.0]]");
        assertThat(text(List.of(new int[] {1}, new int[] {2}))).isEqualTo("[[1], [2]]");
        assertThat(text(Map.of("a", new String[] {"x"}))).isEqualTo("{a=[x]}");
    }

    @Test
    void longCollectionsAreCutWithACount() {
        String text = text(IntStream.range(0, 5000).boxed().toList());
        assertThat(text).startsWith("[0, 1, 2,").endsWith("998, 999, … 4000 more]");
    }

    @Test
    void aListThatHoldsItselfEnds() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThat(text(list)).isEqualTo("[(this collection)]");
    }

    @Test
    void aToStringThatThrowsIsNamed() {
        Object bad = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        assertThat(text(bad)).contains("its toString threw java.lang.IllegalStateException");
    }

    @Test
    void recordsBecomeATableWithTheirComponents() {
        assertThat(html(List.of(new City("Oslo", 700_000), new City("<Bergen>", 280_000))))
                .contains("<th>name</th><th>people</th>")
                .contains("<td>Oslo</td><td>700000</td>")
                .contains("<td>&lt;Bergen&gt;</td><td>280000</td>");
    }

    @Test
    void mapsListsOfMapsAndRowsBecomeTables() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("a", 1);
        row.put("b", null);
        assertThat(html(row)).contains("<td>a</td><td>1</td>").contains("<td>b</td><td>null</td>");
        assertThat(html(List.of(row, Map.of("c", 3)))).contains("<th>a</th><th>b</th><th>c</th>");
        assertThat(html(new int[][] {{1, 2}, {3, 4}})).contains("<td>3</td><td>4</td>");
        assertThat(html(Arrays.asList(List.of(1), List.of(2, 3)))).contains("<th>0</th><th>1</th>");
    }

    @Test
    void listsOfPlainValuesAreNoTables() {
        assertThat(html(List.of(1, 4, 9))).isNull();
        assertThat(html(List.of())).isNull();
        assertThat(html(new int[] {1})).isNull();
    }

    @Test
    void longTablesAreCutWithACount() {
        assertThat(html(IntStream.range(0, 120)
                        .mapToObj(i -> new City("c" + i, i))
                        .toList()))
                .contains("<td>c49</td>")
                .doesNotContain("<td>c50</td>")
                .contains("70 more rows of 120");
    }

    @Test
    void imagesBecomePng() throws IOException {
        DisplayData data = renderers.render(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
        byte[] png = Base64.getDecoder().decode((String) data.data().get(DisplayData.PNG));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(3);
        assertThat(data.text()).isEqualTo("image 3×2");
    }

    @Test
    void theRendererOfTheNearestTypeWins() {
        renderers.register(CharSequence.class, text -> DisplayData.text("text"));
        renderers.register(Number.class, number -> DisplayData.text("number"));
        renderers.register(Integer.class, number -> DisplayData.of(DisplayData.HTML, "<b>" + number + "</b>"));
        assertThat(text("x")).isEqualTo("text");
        assertThat(text(1.5)).isEqualTo("number");
        assertThat(html(7)).isEqualTo("<b>7</b>");
        assertThat(text(7)).isEqualTo("7");
    }

    @Test
    void aRendererThatThrowsIsPassedOver() {
        renderers.register(Integer.class, number -> {
            throw new IllegalStateException("no");
        });
        assertThat(text(7)).startsWith("7\n(its renderer threw");
    }

    @Test
    void aBundleIsShownAsItIs() {
        assertThat(renderers
                        .render(DisplayData.of(DisplayData.HTML, "<b>1</b>"))
                        .data())
                .containsEntry(DisplayData.HTML, "<b>1</b>")
                .containsEntry(DisplayData.TEXT, "<b>1</b>");
    }

    @Test
    void theResultOfAQueryIsATableCutWithACount() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
                            + " SELECT i AS number, '<' || i AS sign FROM n");
            DisplayData data = Renderers.standard().render(rows);
            assertThat(data.data().get("text/html").toString())
                    .contains("<th>number</th><th>sign</th>", "<td>50</td><td>&lt;50</td>", "10 more rows of 60")
                    .doesNotContain("<td>51</td>");
            assertThat(data.text()).startsWith("number  sign").contains("… 10 more rows of 60");
        }
    }
}
