"""jupyter-console in a pseudo terminal: what a user types, what the screen shows."""

import os
import sys
import unittest

import pexpect

import kernels


class ConsoleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        kernels.install()

    def setUp(self):
        environment = dict(os.environ, TERM="dumb", PROMPT_TOOLKIT_NO_CPR="1")
        self.console = pexpect.spawn(
            sys.executable,
            ["-m", "jupyter_console", "--kernel", "glimpse", "--ZMQTerminalInteractiveShell.kernel_timeout=%d" % kernels.WAIT,
             "--simple-prompt"],
            env=environment, encoding="utf-8", timeout=kernels.WAIT, dimensions=(40, 100))
        self.expect(r"In.*\[.*1.*\]")
        self.take_in_what_was_published()

    def take_in_what_was_published(self):
        """The console takes any idle that it reads 50 ms after it has sent a cell for the cell's, and shows no line of it then: on a
        loaded machine that is the idle of an earlier request. The plain prompt makes none between cells, and a blank cell reads them."""
        for _ in range(3):
            self.type(" ")
            self.expect(r"In.*\[.*1.*\]")

    def tearDown(self):
        self.console.close(force=True)

    def expect(self, pattern):
        self.console.expect(pattern)

    def type(self, line):
        self.console.send(line + "\r")

    def test_a_result_an_error_input_and_the_way_out(self):
        self.type("6 * 7")
        self.expect(r"Out.*\[.*1.*\].*42")
        self.expect(r"In.*\[.*2.*\]")
        self.type('throw new IllegalStateException("it broke");')
        self.expect("IllegalStateException.*it broke")
        self.expect(r"In.*\[.*3.*\]")
        # In two parts, so that the echo of what is typed is not taken for what is printed.
        self.type('System.out.print("na" + "me: "); "hello " + new java.util.Scanner(System.in).nextLine()')
        self.expect("name: ")
        self.type("Ada")
        self.expect("hello Ada")
        self.expect(r"In.*\[.*4.*\]")
        self.type("exit")
        self.expect(pexpect.EOF)

    def test_ctrl_c_stops_a_cell(self):
        self.type('System.out.println("spin" + "ning"); while (true) {}')
        self.expect("spinning")
        self.console.sendintr()
        self.expect("Interrupted")
        self.expect(r"In.*\[.*2.*\]")
        self.type("1 + 1")
        self.expect(r"Out.*\[.*2.*\].*2")


class ShellTest(unittest.TestCase):
    def test_the_last_line_tells_of_the_cluster_and_ctrl_d_in_a_begun_cell_stays(self):
        environment = dict(os.environ, TERM="xterm-256color", XDG_DATA_HOME=kernels.install())
        shell = pexpect.spawn(
            kernels.glimpse(), ["shell", "--no-startup"], env=environment, encoding="utf-8", timeout=kernels.WAIT, dimensions=(24, 100))
        self.addCleanup(shell.close, force=True)
        shell.expect("glimpse> ")
        shell.send("map(n -> n * n, range(4))\r")
        shell.expect(r"\[0, 1, 4, 9\]")
        shell.expect("cluster of this session.* 1 worker")
        shell.send("int begun(\r")
        shell.expect(r"\.\.\.> ")
        shell.send("\x04int n) { return n + 5; }\r")
        shell.send("begun(50)\r")
        shell.expect("55")
        shell.send("\x04")
        shell.expect(pexpect.EOF)


if __name__ == "__main__":
    unittest.main(verbosity=2)
