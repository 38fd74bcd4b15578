"""Notebooks in the manner of those that other Java kernels run, with libraries of Maven Central."""

import base64
import os
import shutil
import tempfile
import unittest

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

import kernels
from test_notebooks import executed

POM = """<project>
  <modelVersion>4.0.0</modelVersion><groupId>course</groupId><artifactId>sheet</artifactId><version>1</version>
  <properties><lang>3.17.0</lang></properties>
  <dependencies>
    <dependency><groupId>org.apache.commons</groupId><artifactId>commons-lang3</artifactId><version>${lang}</version></dependency>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>0</version><scope>test</scope></dependency>
  </dependencies>
</project>"""


def shown(cell):
    """The data of what a cell displays or gives, in order."""
    return [o.data for o in cell.outputs if o.output_type in ("display_data", "execute_result")]


def printed(cell):
    return "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stdout")


class LibrariesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        kernels.install()

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="glimpse-notebook-")
        self.addCleanup(shutil.rmtree, self.folder)

    def run_here(self, *cells):
        return executed(*cells, resources={"metadata": {"path": self.folder}}).cells

    def png(self, data):
        picture = base64.b64decode(data["image/png"])
        self.assertTrue(picture.startswith(b"\x89PNG"))
        self.assertGreater(len(picture), 500)

    def test_charts_and_tables_of_libraries_are_shown(self):
        cells = self.run_here(
            "%maven org.knowm.xchart:xchart:3.8.8 org.jfree:jfreechart:1.5.5 tech.tablesaw:tablesaw-core:0.43.1 org.dflib:dflib:1.2.0",
            'org.knowm.xchart.QuickChart.getChart("squares", "x", "y", "y", new double[] {0, 1, 2}, new double[] {0, 1, 4})',
            'var series = new org.jfree.data.xy.XYSeries("s");\nseries.add(1, 2);\nseries.add(2, 5);\n'
            'org.jfree.chart.ChartFactory.createXYLineChart("line", "x", "y", new org.jfree.data.xy.XYSeriesCollection(series))',
            "import tech.tablesaw.api.*;\n"
            'Table.create("t").addColumns(IntColumn.indexColumn("n", 60, 1), StringColumn.create("s", Collections.nCopies(60, "<b>")))',
            'org.dflib.DataFrame.foldByRow("a", "b").of(1, "x", 2, "y")',
            'var button = new javax.swing.JButton("a button of Swing");\nbutton.setSize(300, 80);\nbutton')
        for cell in cells[1], cells[2], cells[5]:
            self.png(shown(cell)[0])
        table = shown(cells[3])[0]["text/html"]
        self.assertIn("<th>n</th><th>s</th>", table)
        self.assertIn("<td>50</td><td>&lt;b&gt;</td>", table)
        self.assertIn("10 more rows of 60", table)
        self.assertIn("<td>2</td><td>y</td>", shown(cells[4])[0]["text/html"])

    def test_a_notebook_in_the_manner_of_ijava_runs_unchanged(self):
        with open(os.path.join(self.folder, "pom.xml"), "w") as file:
            file.write(POM)
        with open(os.path.join(self.folder, "greet.jshell"), "w") as file:
            file.write('String greet(String name) {\n    return "Hello, " + name;\n}\n')
        cells = self.run_here(
            "%mavenRepo local-mirror https://repo.maven.apache.org/maven2\n%maven org.apache.commons:commons-csv:1.10.0",
            "%%loadFromPOM\n<dependency>\n  <groupId>org.apache.commons</groupId>\n  <artifactId>commons-text</artifactId>\n"
            "  <version>1.13.0</version>\n</dependency>",
            "%loadFromPOM pom.xml compile\nimport org.apache.commons.lang3.StringUtils;\nStringUtils.capitalize(\"word\")",
            "List<String> added = %jars .\nadded.size()",
            "%load greet\ngreet(\"Ada\")",
            'String id = display("<b>Countdown:</b> 3", "text/html");\nfor (int i = 2; i >= 0; i--) {\n'
            '    updateDisplay(id, "<b>Countdown:</b> " + i, "text/html");\n}\nrender("**Liftoff!**", "text/markdown")',
            'display("alert(1)", "application/javascript");',
            "(int) eval(\"1 + 2\") + 3",
            'printf("%s has %d letters%n", "word", 4);',
            "static class Counter {\n    int n;\n    int next() { return ++n; }\n}\nvar counter = new Counter();\ncounter.next();\ncounter.next()",
            "new Scanner(\"one two\").useDelimiter(\" \").tokens().collect(Collectors.toList())",
            "int half(int n) {\n    return n % 2 == 0 ? n / 2\n        : n;\n}\nint %s = 1;\nhalf(10)".replace("%s", "total"))
        self.assertEqual(shown(cells[2])[0]["text/plain"], '"Word"')
        self.assertEqual(shown(cells[3])[0]["text/plain"], "0")
        self.assertEqual(shown(cells[4])[0]["text/plain"], '"Hello, Ada"')
        self.assertEqual(shown(cells[5])[0]["text/html"], "<b>Countdown:</b> 0")
        self.assertEqual(shown(cells[5])[1]["text/markdown"], "**Liftoff!**")
        self.assertEqual(shown(cells[6])[0]["application/javascript"], "alert(1)")
        self.assertEqual(shown(cells[7])[0]["text/plain"], "6")
        self.assertEqual(printed(cells[8]), "word has 4 letters\n")
        self.assertEqual(shown(cells[9])[0]["text/plain"], "2")
        self.assertEqual(shown(cells[10])[0]["text/plain"], "[one, two]")
        self.assertEqual(shown(cells[11])[0]["text/plain"], "5")

    def test_a_notebook_in_the_manner_of_jjava_runs_unchanged(self):
        inner = new_notebook(cells=[new_code_cell("int fromNotebook = 40;"), new_code_cell("int more = fromNotebook + 1;")])
        nbformat.write(inner, os.path.join(self.folder, "inner.ipynb"))
        cells = self.run_here(
            "%load inner",
            "%time more + 1",
            "%%time\nint sum = 0;\nfor (int i = 0; i < 1000; i++) {\n    sum += i;\n}\nsum",
            "(int) lineMagic(\"time\", List.of(\"more\", \"*\", \"2\"))",
            'String text = """\n    %maven is no magic here\n    """;\ntext.strip()')
        self.assertEqual(shown(cells[1])[-1]["text/plain"], "42")
        self.assertIn("time", printed(cells[1]))
        self.assertEqual(shown(cells[2])[-1]["text/plain"], "499500")
        self.assertEqual(shown(cells[3])[-1]["text/plain"], "82")
        self.assertEqual(shown(cells[4])[-1]["text/plain"], '"%maven is no magic here"')


if __name__ == "__main__":
    unittest.main(verbosity=2)
