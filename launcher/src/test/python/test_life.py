"""The life of a kernel process: stopping cells, restart, shutdown, the history that stays, a parent that dies."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import kernels


class LifeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        kernels.install()

    def setUp(self):
        self.kernel = kernels.Kernel()

    def tearDown(self):
        self.kernel.close()

    def stopped(self, code, wait_for="execute_input"):
        cell = self.kernel.send("execute_request", kernels.execute_content(code))
        self.kernel.iopub_until(cell, wait_for)
        self.kernel.manager.interrupt_kernel()
        done = self.kernel.finish(cell)
        self.assertEqual(done.reply["status"], "error", code)
        return done

    def test_whatever_runs_is_stopped_and_the_state_is_kept(self):
        self.kernel.execute("int kept = 41;")
        for code in (
            'System.out.println("on"); while (true) {}',
            'System.out.println("on"); Thread.sleep(600_000);',
            'System.out.println("on"); new java.util.concurrent.ArrayBlockingQueue<String>(1).take();',
            'System.out.println("on"); java.util.stream.IntStream.range(0, 1000).parallel().forEach(i -> { while (true) {} });',
        ):
            with self.subTest(code):
                self.stopped(code, wait_for="stream")
                self.assertEqual(self.kernel.execute("kept + 1").value(), "42")

    def test_native_code_says_that_it_cannot_be_stopped_and_the_state_is_kept(self):
        folder = tempfile.mkdtemp(prefix="glimpse-fifo-")
        fifo = os.path.join(folder, "nobody-writes")
        os.mkfifo(fifo)
        self.kernel.execute("int kept = 41;")
        cell = self.kernel.send("execute_request", kernels.execute_content(
            '{ System.out.println("on"); new FileInputStream("%s").read(); }' % fifo))
        self.kernel.iopub_until(cell, "stream")
        self.kernel.manager.interrupt_kernel()
        said = self.kernel.iopub_until(cell, "stream")["content"]
        self.assertEqual(said["name"], "stderr")
        self.assertIn("does not stop", said["text"])
        self.assertIn("Restart the kernel", said["text"])
        os.close(os.open(fifo, os.O_WRONLY))  # the native call returns
        self.assertEqual(self.kernel.finish(cell).reply["status"], "error")
        self.assertEqual(self.kernel.execute("kept + 1").value(), "42")
        shutil.rmtree(folder)

    def test_an_interrupt_while_the_cell_still_compiles_is_not_lost(self):
        self.stopped("while (true) {}")
        self.assertEqual(self.kernel.execute("1").value(), "1")

    def test_a_cell_that_prints_without_end_is_stopped_and_the_next_one_runs(self):
        cell = self.kernel.send("execute_request", kernels.execute_content('while (true) System.out.println("and on");'))
        self.kernel.iopub_until(cell, "stream")
        time.sleep(2)  # nobody reads: the kernel must hold back, not grow
        self.assertLess(memory_mb(self.kernel.pid()), 1500)
        self.kernel.manager.interrupt_kernel()
        self.assertEqual(self.kernel.finish(cell).reply["status"], "error")
        self.assertEqual(self.kernel.execute("1").value(), "1")

    def test_sigint_interrupts_too(self):
        cell = self.kernel.send("execute_request", kernels.execute_content('System.out.println("on"); while (true) {}'))
        self.kernel.iopub_until(cell, "stream")
        os.kill(self.kernel.pid(), signal.SIGINT)
        self.assertEqual(self.kernel.finish(cell).reply["status"], "error")

    def test_a_restart_begins_anew_and_the_history_stays(self):
        self.kernel.execute("int before = 1;")
        self.kernel.restart()
        self.assertEqual(self.kernel.execute("before").reply["status"], "error")
        tail = self.kernel.ask("history_request", {"hist_access_type": "tail", "n": 2, "raw": True, "output": False})
        self.assertEqual([h[2] for h in tail["history"]], ["int before = 1;", "before"])

    def test_shutdown_is_answered_and_leaves_no_process(self):
        pid = self.kernel.pid()
        self.assertEqual(self.kernel.ask("shutdown_request", {"restart": False}, channel="control"), {"status": "ok", "restart": False})
        end = time.monotonic() + kernels.WAIT
        while alive(pid):
            self.assertLess(time.monotonic(), end, "the kernel is still there")
            self.kernel.manager.is_alive()  # lets the client reap it
            time.sleep(0.02)

    def test_the_kernel_of_a_client_that_was_killed_ends(self):
        script = (
            "import sys, time; sys.path.insert(0, %r); import kernels; k = kernels.Kernel(); "
            "print(k.pid(), flush=True); time.sleep(600)" % os.path.dirname(os.path.abspath(__file__)))
        client = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        pid = int(client.stdout.readline())
        client.kill()
        client.wait()
        client.stdout.close()
        end = time.monotonic() + kernels.WAIT
        while alive(pid):
            self.assertLess(time.monotonic(), end, "the kernel is still there")
            time.sleep(0.1)


def alive(pid):
    try:
        with open("/proc/%d/stat" % pid) as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def memory_mb(pid):
    with open("/proc/%d/status" % pid) as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) // 1024


if __name__ == "__main__":
    unittest.main(verbosity=2)
