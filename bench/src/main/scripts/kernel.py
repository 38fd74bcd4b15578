"""The Glimpse kernel beside others: kernel.py ROUNDS [JJAVA]. All kernels run at the same time; each round asks one after the other.

1+1 is the same text each time, which Glimpse does not compile again; N+1 is a new text each time. JJAVA is the name of an installed kernel spec.
"""

import contextlib
import glob
import itertools
import os
import queue
import signal
import statistics
import subprocess
import sys
import time

from jupyter_client.manager import KernelManager

REQUESTS = 100
LINES = 100_000
STARTS = 5
IDLE_SECONDS = 10
SHUTDOWN_SECONDS = 10
QUIET_SECONDS = 3
TICKS = os.sysconf("SC_CLK_TCK")
NAMES = ["python3", *sys.argv[2:], "glimpse"]

PRINT = {
    "python": "for i in range(%d): print(i)" % LINES,
    "java": "for (int i = 0; i < %d; i++) System.out.println(i);" % LINES,
}
SPIN = {"python": "while True: pass", "java": "while (true) {}"}
STRING = {"python": "'abc'.", "java": '"abc".'}


class Kernel:
    """A started kernel and its client."""

    def __init__(self, name):
        self.name = name
        began = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.language = self.greet()["language_info"]["name"].lower()
        self.run("1+1")
        self.start_seconds = time.perf_counter() - began
        self.pid = self.manager.provisioner.process.pid

    def greet(self):
        """The kernel's info, once iopub is connected too: ipykernel loses what it publishes before that."""
        while True:
            self.client.kernel_info()
            info = self.client.get_shell_msg(timeout=120)["content"]
            try:
                self.client.get_iopub_msg(timeout=0.02)
                return info
            except queue.Empty:
                pass

    def run(self, code):
        """Seconds from the request to both the reply and the idle status, as a notebook waits for them."""
        began = time.perf_counter()
        self.finish(self.client.execute(code))
        return time.perf_counter() - began

    def finish(self, request):
        """Waits for reply and idle; gives back what was printed."""
        printed = []
        while self.client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != request:
            pass
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return "".join(printed)

    def lines(self):
        began = time.perf_counter()
        printed = self.finish(self.client.execute(PRINT[self.language]))
        seconds = time.perf_counter() - began
        if printed.split() != [str(i) for i in range(LINES)]:
            raise SystemExit(f"{self.name}: {len(printed.split())} lines arrived in order (expected: {LINES})")
        return seconds

    def lines_that_arrive(self):
        """How many lines come until nothing has come for a while, and after how many seconds the last did."""
        began = last = time.perf_counter()
        request = self.client.execute(PRINT[self.language])
        printed = []
        with contextlib.suppress(queue.Empty):
            while True:
                message = self.client.get_iopub_msg(timeout=QUIET_SECONDS)
                if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
                    printed.append(message["content"]["text"])
                    last = time.perf_counter()
        return "".join(printed).count("\n"), last - began

    def complete(self):
        began = time.perf_counter()
        code = STRING[self.language]
        request = self.client.complete(code, len(code))
        while self.client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != request:
            pass
        return time.perf_counter() - began

    def heartbeat(self):
        """A beat over a socket of our own: the client's thread only beats once a second."""
        import zmq

        with zmq.Context() as context, context.socket(zmq.REQ) as socket:
            socket.connect("tcp://127.0.0.1:%d" % self.manager.hb_port)
            beats = []
            for _ in range(REQUESTS):
                began = time.perf_counter()
                socket.send(b"beat")
                socket.recv()
                beats.append(time.perf_counter() - began)
            return statistics.median(beats)

    def interrupt(self, after_seconds):
        """From the interrupt of a loop without end to its idle."""
        request = self.client.execute(SPIN[self.language])
        time.sleep(after_seconds)
        began = time.perf_counter()
        self.manager.interrupt_kernel()
        self.finish(request)
        return time.perf_counter() - began

    def cpu_share(self, seconds):
        before = self.cpu_ticks()
        time.sleep(seconds)
        return (self.cpu_ticks() - before) / TICKS / seconds * 100

    def processes(self):
        """The kernel's process and those it has started: JJava has a launcher."""
        found = [self.pid]
        for pid in found:
            for children in glob.glob(f"/proc/{pid}/task/*/children"):
                with contextlib.suppress(FileNotFoundError), open(children) as file:
                    found += [int(child) for child in file.read().split()]
        return found

    def cpu_ticks(self):
        return self.sum_over_processes(ticks)

    def pss_megabytes(self):
        return self.sum_over_processes(pss_megabytes)

    def sum_over_processes(self, figure):
        total = 0
        for pid in self.processes():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # one that has ended meanwhile
                total += figure(pid)
        return total

    def shut_down(self):
        """From the request until the process is gone, or has to be killed."""
        process = self.manager.provisioner.process
        began = time.perf_counter()
        self.manager.request_shutdown()
        try:
            process.wait(timeout=SHUTDOWN_SECONDS)
        except subprocess.TimeoutExpired:
            print(f"{self.name} has not ended {SHUTDOWN_SECONDS} s after the request", file=sys.stderr)
        seconds = time.perf_counter() - began
        self.close()
        return seconds

    def close(self):
        left = self.processes() if self.manager.provisioner.process.poll() is None else []
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        for pid in left[1:]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def ticks(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def pss_megabytes(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024


fresh = itertools.count(2)


def new_text():
    return "%d+1" % next(fresh)


def row(title, unit, figures):
    """One line of the table: each kernel's figure, and ours as a ratio to each of the others'."""
    cells = [f"{figures[name]:.2f} {unit}" if name in figures else "–" for name in NAMES]
    ratios = [f"{figures['glimpse'] / figures[name]:.2f}" if name in figures else "–" for name in NAMES[:-1]]
    print("| " + " | ".join([title] + cells + ratios) + " |", flush=True)


def percentile(values, share):
    return sorted(values)[int(share * (len(values) - 1))]


def each(kernels, figure):
    return {kernel.name: figure(kernel) for kernel in kernels}


def medians(kernels, rounds, figure):
    """Kernels in turn, ROUNDS times; the median for each, in milliseconds where the figure is one of time."""
    samples = {kernel.name: [] for kernel in kernels}
    for _ in range(rounds):
        for kernel in kernels:
            samples[kernel.name].append(figure(kernel))
    return {name: statistics.median(values) for name, values in samples.items()}


def milliseconds(figures):
    return {name: seconds * 1000 for name, seconds in figures.items()}


def starts(names):
    """Start to the first result, and the memory then; each kernel is started alone."""
    seconds = {name: [] for name in names}
    memory = {name: [] for name in names}
    ends = {name: [] for name in names}
    for _ in range(STARTS):
        for name in names:
            kernel = Kernel(name)
            seconds[name].append(kernel.start_seconds)
            memory[name].append(kernel.pss_megabytes())
            ends[name].append(kernel.shut_down())
    row("start to the first result", "s", {name: statistics.median(seconds[name]) for name in names})
    row("memory (PSS) at the first result", "MB", {name: statistics.median(memory[name]) for name in names})
    row("shutdown until the process is gone", "s", {name: statistics.median(ends[name]) for name in names})


def round_trips(kernels, rounds):
    for kernel in kernels:
        for _ in range(REQUESTS):
            kernel.run("1+1")
            kernel.run(new_text())
    same = {kernel.name: [] for kernel in kernels}
    new = {kernel.name: [] for kernel in kernels}
    for _ in range(rounds):
        for kernel in kernels:
            same[kernel.name] += [kernel.run("1+1") * 1000 for _ in range(REQUESTS)]
            new[kernel.name] += [kernel.run(new_text()) * 1000 for _ in range(REQUESTS)]
    row("round trip of `1+1`, median", "ms", {name: statistics.median(same[name]) for name in same})
    row("round trip of `1+1`, p99", "ms", {name: percentile(same[name], 0.99) for name in same})
    row("round trip of a new `N+1`, median", "ms", {name: statistics.median(new[name]) for name in new})


def main():
    rounds = int(sys.argv[1])
    print("| figure | " + " | ".join(NAMES) + " | " + " | ".join(f"glimpse / {name}" for name in NAMES[:-1]) + " |")
    print("|---|" + "--:|" * (2 * len(NAMES) - 1))
    starts(NAMES)
    kernels = [Kernel(name) for name in NAMES]
    try:
        time.sleep(IDLE_SECONDS)  # what is warmed up behind the first cell is done then
        row("memory (PSS) ten seconds later", "MB", each(kernels, Kernel.pss_megabytes))
        row("idle CPU over ten seconds", "%", each(kernels, lambda kernel: max(kernel.cpu_share(IDLE_SECONDS), 0.01)))
        round_trips(kernels, rounds)
        row("100,000 lines printed", "s", medians(kernels[:1] + kernels[-1:], rounds, Kernel.lines))
        row("completion of `\"abc\".`, median", "ms", milliseconds(medians(kernels, 20, Kernel.complete)))
        row("heartbeat", "ms", milliseconds(each(kernels, Kernel.heartbeat)))
        for title, after in (("interrupt of a spin", 1.0), ("interrupt 150 ms after the request", 0.15)):
            row(title, "ms", milliseconds(medians(kernels[:1] + kernels[-1:], rounds, lambda each: each.interrupt(after))))
        row("CPU after the interrupts", "%", each(kernels, lambda kernel: max(kernel.cpu_share(2), 0.01)))
        for kernel in kernels[1:-1]:  # at the end: one that loses lines loses its idle too
            count, seconds = kernel.lines_that_arrive()
            print(f"{kernel.name}: {count} of {LINES} lines arrived, in {seconds:.2f} s")
    finally:
        for kernel in kernels:
            kernel.close()


main()
