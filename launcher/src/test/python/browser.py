"""A real Chromium without a window, driven over its DevTools socket."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request

import websocket

import kernels

# After how many seconds a person presses a key once more.
PATIENCE = 3


class Browser:
    """One page. Times out, loudly, instead of waiting for ever."""

    def __init__(self, url, width=1280, height=900):
        self.profile = tempfile.mkdtemp(prefix="glimpse-chromium-")
        command = next(c for c in ("chromium", "chromium-browser", "google-chrome") if shutil.which(c))
        self.process = subprocess.Popen(
            [command, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--remote-debugging-port=0", "--remote-allow-origins=*", "--user-data-dir=" + self.profile,
             "--window-size=%d,%d" % (width, height), "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.calls = 0
        self.socket = websocket.create_connection(self.page_socket(), timeout=kernels.WAIT)
        self.call("Page.enable")
        self.call("Page.navigate", url=url)

    def page_socket(self):
        port_file = os.path.join(self.profile, "DevToolsActivePort")
        self.wait("the DevTools port", lambda: os.path.exists(port_file) and os.path.getsize(port_file))
        with open(port_file) as lines:
            port = lines.readline().strip()
        with urllib.request.urlopen("http://127.0.0.1:%s/json/list" % port, timeout=kernels.WAIT) as pages:
            return next(p for p in json.load(pages) if p["type"] == "page")["webSocketDebuggerUrl"]

    def call(self, method, **params):
        self.calls += 1
        self.socket.send(json.dumps({"id": self.calls, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.calls:
                if "error" in answer:
                    raise AssertionError("%s: %s" % (method, answer["error"]))
                return answer["result"]

    def run(self, script):
        """The value of a JavaScript expression; promises are awaited."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise AssertionError("%s: %s" % (script, result["exceptionDetails"]))
        return result["result"].get("value")

    def until(self, script, seconds=3 * kernels.WAIT):
        """Waits until the expression is true; whatever it throws while the page is built counts as false."""
        return self.wait(script, lambda: self.holds(script), seconds, self.state)

    def holds(self, script):
        return self.run("(() => { try { return %s; } catch (e) { return false; } })()" % script)

    def press_until(self, press, script, seconds=3 * kernels.WAIT):
        """Presses again every few seconds, as a person does, until the expression is true: JupyterLab drops answers that take over a second."""
        pressed = -PATIENCE

        def comes():
            nonlocal pressed
            value = self.holds(script)
            if not value and time.monotonic() - pressed > PATIENCE:
                pressed = time.monotonic()
                press()
            return value

        return self.wait(script, comes, seconds, self.state)

    def state(self):
        return self.run("document.body ? document.body.innerText.slice(-3000) : ''")

    @staticmethod
    def wait(what, condition, seconds=kernels.WAIT, state=lambda: ""):
        end = time.monotonic() + seconds
        while True:
            value = condition()
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError("not in %d s: %s\n%s" % (seconds, what, state()))
            time.sleep(0.1)

    def click(self, selector):
        """A real mouse click in the middle of the first visible match."""
        x, y = self.until(
            "(() => { for (const e of document.querySelectorAll(%s)) { e.scrollIntoViewIfNeeded();"
            " const r = e.getBoundingClientRect(); if (r.width) return [r.x + r.width / 2, r.y + r.height / 2]; } return null; })()" % json.dumps(selector))
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text):
        for character in text:
            self.call("Input.dispatchKeyEvent", type="keyDown", text=character, key=character)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=character)

    def key(self, key, code, modifiers=0):
        """Presses a named key; modifiers: 1 alt, 2 control, 8 shift."""
        names = {"key": key, "code": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code, "modifiers": modifiers}
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", **names)
        self.call("Input.dispatchKeyEvent", type="keyUp", **names)

    def screenshot(self, file):
        os.makedirs(os.path.dirname(os.path.abspath(file)), exist_ok=True)
        with open(file, "wb") as png:
            png.write(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(kernels.WAIT)
        shutil.rmtree(self.profile, ignore_errors=True)
