"""Notebooks executed by nbclient."""

import unittest

import nbclient
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

import kernels


def executed(*cells, **options):
    notebook = new_notebook(
        cells=[new_code_cell(c) for c in cells],
        metadata={"kernelspec": {"name": "glimpse", "display_name": "Java (Glimpse)", "language": "java"}},
    )
    nbclient.NotebookClient(notebook, timeout=kernels.WAIT, kernel_name="glimpse", **options).execute()
    nbformat.validate(notebook)
    return notebook


class NotebooksTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        kernels.install()

    def test_cells_run_in_order_and_keep_what_they_show(self):
        notebook = executed(
            "record Point(int x, int y) {}",
            "var points = List.of(new Point(1, 2), new Point(3, 4));",
            "points.stream().mapToInt(Point::x).sum()",
            'System.out.println("printed");',
        )
        self.assertEqual([c.execution_count for c in notebook.cells], [1, 2, 3, 4])
        self.assertEqual(notebook.cells[2].outputs[0].data["text/plain"], "4")
        self.assertEqual(notebook.cells[3].outputs[0].text, "printed\n")
        self.assertEqual(notebook.metadata.language_info.name, "java")

    def test_twenty_thousand_lines_are_all_kept(self):
        notebook = executed('for (int i = 0; i < 20_000; i++) System.out.println("line " + i);')
        text = "".join(o.text for o in notebook.cells[0].outputs)
        self.assertEqual(text, "".join("line %d\n" % i for i in range(20_000)))

    def test_the_first_error_stops_the_notebook_and_says_where(self):
        with self.assertRaises(nbclient.exceptions.CellExecutionError) as raised:
            executed("int zero = 0;", "1 / zero", "2")
        self.assertIn("ArithmeticException", str(raised.exception))

    def test_with_allowed_errors_the_notebook_goes_on(self):
        notebook = executed('throw new RuntimeException("no");', "1 + 1", allow_errors=True)
        self.assertEqual(notebook.cells[0].outputs[0].output_type, "error")
        self.assertEqual(notebook.cells[1].outputs[0].data["text/plain"], "2")

    def test_a_cell_over_its_time_is_interrupted_and_the_next_runs(self):
        notebook = new_notebook(cells=[new_code_cell("1"), new_code_cell("while (true) {}"), new_code_cell("2 + 3")])
        client = nbclient.NotebookClient(
            notebook, kernel_name="glimpse", interrupt_on_timeout=True, allow_errors=True,
            timeout_func=lambda cell: 5 if "while" in cell.source else kernels.WAIT)
        client.execute()
        self.assertEqual(notebook.cells[1].outputs[0].output_type, "error")
        self.assertEqual(notebook.cells[2].outputs[0].data["text/plain"], "5")


if __name__ == "__main__":
    unittest.main(verbosity=2)
