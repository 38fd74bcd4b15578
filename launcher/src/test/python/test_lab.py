"""JupyterLab in a real browser: run all cells, look at what is shown, complete, inspect, answer, stop, restart.

GLIMPSE_SCREENSHOT names a file for the picture of the executed notebook; GLIMPSE_NOTEBOOK another notebook to show in it,
GLIMPSE_SCREENSHOT_CELL the number of the cell at its top.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import unittest

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import kernels
from browser import Browser

# The notebook's widget; the shell's current one depends on the focus, which a browser without a window may not have.
NOTEBOOK = "Array.from(window.jupyterapp.shell.widgets('main')).find(w => w.context && w.content.widgets)"
CODE_CELLS = "Array.from(%s.context.model.cells).filter(c => c.type === 'code')" % NOTEBOOK
OUTPUTS = "Array.from(document.querySelectorAll('.jp-Cell:nth-child(%d) .jp-OutputArea-output')).map(e => e.innerText).join('\\n')"


def widget(cell, selector):
    return ".jp-Cell:nth-child(%d) .jp-OutputArea-output %s" % (cell, selector)


class LabTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = os.path.join(kernels.install(), "notebooks")
        os.makedirs(cls.folder)
        settings = os.path.join(os.path.dirname(cls.folder), "settings")
        quiet = os.path.join(settings, "@jupyterlab", "apputils-extension")
        os.makedirs(quiet)
        with open(os.path.join(quiet, "notification.jupyterlab-settings"), "w") as file:
            file.write('{"fetchNews": "false", "checkForUpdates": false}')
        cls.server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.root_dir=" + cls.folder,
             "--IdentityProvider.token=glimpse", "--ServerApp.port_retries=100", "--LabApp.expose_app_in_browser=True",
             "--LabApp.user_settings_dir=" + settings],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cls.folder)
        pattern = os.path.join(os.environ["JUPYTER_RUNTIME_DIR"], "jpserver-*.json")
        Browser.wait("the server", lambda: glob.glob(pattern) and os.path.getsize(glob.glob(pattern)[0]), 3 * kernels.WAIT)
        with open(glob.glob(pattern)[0]) as server:
            cls.url = json.load(server)["url"]

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait(kernels.WAIT)

    def open(self, *cells):
        name = self.id().rsplit(".", 1)[1] + ".ipynb"
        notebook = new_notebook(
            cells=list(cells), metadata={"kernelspec": {"name": "glimpse", "display_name": "Java (Glimpse)", "language": "java"}})
        nbformat.write(notebook, os.path.join(self.folder, name))
        return self.show(name)

    def show(self, name):
        browser = Browser("%slab/tree/%s?token=glimpse&reset" % (self.url, name))
        self.addCleanup(browser.close)
        browser.until(NOTEBOOK + ".context.sessionContext.session.kernel.status === 'idle'")
        browser.run("window.jupyterapp.shell.activateById(%s.id)" % NOTEBOOK)
        return browser

    def run_all(self, browser):
        browser.run("void window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def outputs(self, browser, cell, expected):
        browser.until((OUTPUTS % cell) + ".includes(%s)" % json.dumps(expected))

    def test_all_cells_run_and_show_text_pictures_and_errors(self):
        browser = self.open(
            new_code_cell('System.out.println("printed");\n6 * 7'),
            new_code_cell(
                "import java.awt.*;\nimport java.awt.image.BufferedImage;\n"
                "var image = new BufferedImage(120, 40, BufferedImage.TYPE_INT_RGB);\n"
                "Graphics2D g = image.createGraphics();\ng.setColor(Color.ORANGE);\ng.fillOval(10, 5, 100, 30);\nimage"),
            new_code_cell('plot(Map.of("a name under a bar", 3, "another", 5)).title("bars").named("a legend")'),
            new_code_cell("1 / 0"))
        self.run_all(browser)
        self.outputs(browser, 1, "printed")
        self.outputs(browser, 1, "42")
        browser.until("document.querySelector('.jp-Cell:nth-child(2) .jp-OutputArea-output img').naturalWidth === 120")
        browser.until("document.querySelector('.jp-Cell:nth-child(3) .jp-OutputArea-output img').naturalWidth === 600")
        self.outputs(browser, 4, "ArithmeticException")

    def test_the_stop_button_ends_a_cell_and_the_next_one_runs(self):
        browser = self.open(new_code_cell('System.out.println("on"); while (true) {}'), new_code_cell("6 * 7"))
        browser.run("void window.jupyterapp.commands.execute('notebook:run-cell')")
        self.outputs(browser, 1, "on")
        browser.click('[data-command="notebook:interrupt-kernel"]')
        self.outputs(browser, 1, "Interrupted")
        browser.run(NOTEBOOK + ".content.activeCellIndex = 1")
        browser.run("void window.jupyterapp.commands.execute('notebook:run-cell')")
        self.outputs(browser, 2, "42")

    def test_completion_and_tooltip_come_up_while_typing(self):
        browser = self.open(new_code_cell(""))
        browser.click(".jp-Cell .cm-content")
        browser.type('"abc".toUpperC')
        browser.press_until(
            lambda: browser.key("Tab", 9),
            "document.querySelector('.jp-Cell .cm-content').innerText.includes('toUpperCase')"
            " || document.querySelector('.jp-Completer:not(.lm-mod-hidden)').innerText.includes('toUpperCase')")
        browser.key("Escape", 27)
        browser.run(NOTEBOOK + ".content.activeCell.model.sharedModel.setSource('Math.max')")
        browser.click(".jp-Cell .cm-content")
        browser.key("End", 35)
        browser.press_until(
            lambda: browser.key("Tab", 9, modifiers=8),
            "document.querySelector('.jp-Tooltip').innerText.includes('max(int')")

    def test_a_cell_that_reads_asks_below_itself(self):
        browser = self.open(new_code_cell('new java.util.Scanner(System.in).nextLine().length()'))
        self.run_all(browser)
        browser.click(".jp-Stdin-input")
        browser.type("hello")
        browser.key("Enter", 13)
        self.outputs(browser, 1, "5")

    def test_widgets_are_slid_pressed_chosen_and_typed_into(self):
        browser = self.open(
            new_code_cell('var n = slider("n", 1, 10, 3);\nn.onChange(v -> System.out.println("moved to " + v));\nn'),
            new_code_cell('int[] presses = {0};\nbutton("press", () -> System.out.println("pressed " + ++presses[0]))'),
            new_code_cell('var colour = dropdown("colour", List.of("red", "green"));\n'
                          'colour.onChange(c -> System.out.println("chose " + c));\ncolour'),
            new_code_cell('var name = textField("name", "Ada");\nname.onChange(v -> System.out.println("hello " + v));\nname'),
            new_code_cell('var done = progressBar("work", 4);\ndisplay(done);\ndone.set(2.0);'),
            new_code_cell('interact(k -> html("<b>" + k * k + "</b>"), slider("k", 1, 9, 2))'))
        self.run_all(browser)
        browser.click(widget(1, ".noUi-handle"))
        browser.key("ArrowRight", 39)
        browser.key("ArrowRight", 39)
        self.outputs(browser, 1, "moved to 5")
        for press in 1, 2:
            browser.click(widget(2, "button.jupyter-button"))
            self.outputs(browser, 2, "pressed %d" % press)
        browser.until("document.querySelector('%s').options.length === 2" % widget(3, "select"))
        browser.run("(() => { const select = document.querySelector('%s'); select.value = 'green';"
                    " select.dispatchEvent(new Event('change', {bubbles: true})); })()" % widget(3, "select"))
        self.outputs(browser, 3, "chose green")
        browser.click(widget(4, "input[type=text]"))
        browser.key("End", 35)
        browser.type("!\r")
        self.outputs(browser, 4, "hello Ada!")
        browser.until("document.querySelector('%s').style.width === '50%%'" % widget(5, ".progress-bar"))
        self.outputs(browser, 6, "4")
        browser.click(widget(6, ".noUi-handle"))
        browser.key("ArrowRight", 39)
        self.outputs(browser, 6, "9")
        if "GLIMPSE_SCREENSHOT" in os.environ:
            browser.screenshot(os.environ["GLIMPSE_SCREENSHOT"])

    def test_a_restart_forgets_the_variables(self):
        browser = self.open(new_code_cell("int kept = 1;"), new_code_cell("kept"))
        self.run_all(browser)
        self.outputs(browser, 2, "1")
        browser.run(NOTEBOOK + ".context.sessionContext.restartKernel()")
        browser.run(NOTEBOOK + ".content.activeCellIndex = 1")
        browser.run("void window.jupyterapp.commands.execute('notebook:run-cell')")
        self.outputs(browser, 2, "kept")

    def test_the_pictured_notebook_runs_without_an_error(self):
        given = os.environ.get("GLIMPSE_NOTEBOOK")
        if given:
            shutil.copy(given, self.folder)
            browser = self.show(os.path.basename(given))
        else:
            browser = self.open(
                new_markdown_cell("# Java in a notebook"),
                new_code_cell("record Planet(String name, double radius) {}"),
                new_code_cell('List.of(new Planet("Earth", 6371), new Planet("Mars", 3389.5))'))
        self.run_all(browser)
        # The model, not the page: cells outside the window have no nodes.
        browser.until(CODE_CELLS + ".every(c => c.executionCount && c.executionState !== 'running')")
        self.assertEqual(browser.run(CODE_CELLS + ".flatMap(c => c.outputs.toJSON()).filter(o => o.output_type === 'error')"), [])
        picture = os.environ.get("GLIMPSE_SCREENSHOT")
        if picture:
            browser.run("window.jupyterapp.commands.execute('application:toggle-left-area')")
            cell = int(os.environ.get("GLIMPSE_SCREENSHOT_CELL", "0"))
            browser.run("%s.content.activeCellIndex = %d" % (NOTEBOOK, cell))
            browser.run("%s.content.scrollToItem(%d, 'start')" % (NOTEBOOK, cell))
            browser.screenshot(picture)


if __name__ == "__main__":
    unittest.main(verbosity=2)
