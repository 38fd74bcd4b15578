"""Small cells in the Glimpse kernel beside the Python one: kernel.py ROUNDS. Both kernels run all the time; each round asks one, then the other.

1+1 is the same text each time, which Glimpse does not compile again; N+1 is a new text each time.
"""

import itertools
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

REQUESTS = 100


def start(name):
    began = time.perf_counter()
    manager = KernelManager(kernel_name=name)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    run(client, "1+1")
    return manager, client, time.perf_counter() - began


def run(client, code):
    """Seconds from the request to both the reply and the idle status, as a notebook waits for them."""
    began = time.perf_counter()
    request = client.execute(code)
    result = None
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "execute_result":
            result = message["content"]["data"]["text/plain"]
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            break
    while client.get_shell_msg(timeout=60)["parent_header"].get("msg_id") != request:
        pass
    seconds = time.perf_counter() - began
    if code == "1+1" and result != "2":
        raise SystemExit(f"1+1 gave {result} (expected: 2)")
    return seconds


fresh = itertools.count(2)


def new_text():
    return "%d+1" % next(fresh)


def row(title, unit, theirs, ours):
    print(f"| {title} | {theirs:.2f} {unit} | {ours:.2f} {unit} | {ours / theirs:.2f} |")


def percentile(values, share):
    return sorted(values)[int(share * (len(values) - 1))]


def main():
    rounds = int(sys.argv[1])
    kernels = {name: start(name) for name in ("python3", "glimpse")}
    try:
        for _, client, _ in kernels.values():
            for _ in range(REQUESTS):
                run(client, "1+1")
                run(client, new_text())
        samples = {name: [] for name in kernels}
        new_samples = {name: [] for name in kernels}
        for _ in range(rounds):
            for name, (_, client, _) in kernels.items():
                samples[name] += [run(client, "1+1") * 1000 for _ in range(REQUESTS)]
                new_samples[name] += [run(client, new_text()) * 1000 for _ in range(REQUESTS)]
        print("| figure | ipykernel | glimpse | ratio |")
        print("|---|--:|--:|--:|")
        row("round trip of `1+1`, median", "ms", *(statistics.median(samples[name]) for name in kernels))
        row("round trip of `1+1`, p99", "ms", *(percentile(samples[name], 0.99) for name in kernels))
        row("round trip of a new `N+1`, median", "ms", *(statistics.median(new_samples[name]) for name in kernels))
        row("start to the first result", "s", *(seconds for _, _, seconds in kernels.values()))
    finally:
        for manager, client, _ in kernels.values():
            client.stop_channels()
            manager.shutdown_kernel(now=True)


main()
