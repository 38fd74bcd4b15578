"""Starts the installed kernel for the tests and asks it message by message. Works with jupyter_client 7 and 8."""

import os
import queue
import subprocess
import tempfile
import time

from jupyter_client.manager import KernelManager

# For events on a loaded machine; nothing here waits that long unless it fails.
WAIT = 60


def glimpse():
    """The command of the distribution under test."""
    return os.path.join(os.environ["GLIMPSE_HOME"], "bin", "glimpse")


def install():
    """A Jupyter data folder of its own with the kernel in it; also where its history goes. Returns the folder."""
    folder = tempfile.mkdtemp(prefix="glimpse-jupyter-")
    os.environ["JUPYTER_DATA_DIR"] = os.path.join(folder, "data")
    os.environ["JUPYTER_RUNTIME_DIR"] = os.path.join(folder, "runtime")
    os.environ["JUPYTER_CONFIG_DIR"] = os.path.join(folder, "config")
    os.environ["XDG_DATA_HOME"] = os.path.join(folder, "xdg")
    subprocess.run([glimpse(), "install", "--user"], check=True, stdout=subprocess.DEVNULL)
    return folder


class Execution:
    """What came of one execute_request: the reply and its iopub messages up to idle."""

    def __init__(self, reply, messages):
        self.reply = reply["content"]
        self.messages = messages

    def of(self, msg_type):
        return [m["content"] for m in self.messages if m["msg_type"] == msg_type]

    def text(self, stream="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == stream)

    def data(self):
        results = self.of("execute_result")
        return results[0]["data"] if results else None

    def value(self):
        return self.data()["text/plain"] if self.of("execute_result") else None


class Kernel:
    """A running kernel and a client with all channels open."""

    def __init__(self, **options):
        self.manager = KernelManager(kernel_name="glimpse")
        self.manager.start_kernel(**options)
        self.connect()

    def connect(self):
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=WAIT)

    def restart(self):
        self.client.stop_channels()
        self.manager.restart_kernel(now=False)
        self.connect()

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=False)

    def pid(self):
        provisioner = getattr(self.manager, "provisioner", None)
        return provisioner.pid if provisioner else self.manager.kernel.pid

    # -- executing

    def execute(self, code, **fields):
        """Sends an execute_request and waits for its reply and idle. Extra fields go into the content as they are."""
        return self.finish(self.send("execute_request", execute_content(code, **fields)))

    def send(self, msg_type, content, channel="shell", header=None, parent=None):
        """Sends any message and returns its id."""
        message = self.client.session.msg(msg_type, content, parent=parent)
        message["header"].update(header or {})
        getattr(self.client, channel + "_channel").send(message)
        return message["header"]["msg_id"]

    def finish(self, msg_id):
        reply = self.reply(msg_id)
        return Execution(reply, self.iopub_until_idle(msg_id))

    def ask(self, msg_type, content, channel="shell", header=None):
        """Sends a request and returns the content of its reply."""
        return self.reply(self.send(msg_type, content, channel, header), channel)["content"]

    def reply(self, msg_id, channel="shell"):
        """The reply to msg_id; replies to others that come before it are dropped."""
        end = time.monotonic() + WAIT
        while True:
            message = getattr(self.client, "get_" + channel + "_msg")(timeout=end - time.monotonic())
            if message["parent_header"].get("msg_id") == msg_id:
                return message

    def iopub(self):
        return self.client.get_iopub_msg(timeout=WAIT)

    def iopub_until_idle(self, msg_id):
        messages = []
        while True:
            message = self.iopub()
            if message["parent_header"].get("msg_id") == msg_id:
                messages.append(message)
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    return messages

    def iopub_until(self, msg_id, msg_type):
        """The next message of that type that belongs to msg_id."""
        while True:
            message = self.iopub()
            if message["parent_header"].get("msg_id") == msg_id and message["msg_type"] == msg_type:
                return message

    def stdin(self):
        return self.client.get_stdin_msg(timeout=WAIT)

    def quiet(self):
        """Whether nothing waits on iopub."""
        try:
            self.client.get_iopub_msg(timeout=0)
            return False
        except queue.Empty:
            return True


def execute_content(code, **fields):
    content = {
        "code": code,
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": True,
        "stop_on_error": True,
    }
    content.update(fields)
    return content
