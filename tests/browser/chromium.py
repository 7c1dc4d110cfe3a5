"""A headless Chromium, spoken to in its own protocol over a pipe: no driver, no port, no wrapper.

Messages are JSON with a NUL behind each, on the descriptors 3 and 4
(chromedevtools.github.io/devtools-protocol, ``--remote-debugging-pipe``).
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BINARY = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
_PATIENCE = 60.0
"""Seconds for one answer; a machine that is busy takes its time."""
_KEYS = {
    "Tab": 9,
    "Enter": 13,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
}

Message = dict[str, Any]


class Chromium:
    """One browser; ``page`` opens tabs in it."""

    def __init__(self, profile: Path) -> None:
        assert BINARY is not None
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        self._out, self._in = ours_out, ours_in
        self._rest, self._number = b"", 0
        self.events: list[Message] = []
        words = [BINARY, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
        log = str(profile.with_suffix(".log"))
        writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        actions = [
            (os.POSIX_SPAWN_DUP2, theirs_in, 13),
            (os.POSIX_SPAWN_DUP2, theirs_out, 14),
            (os.POSIX_SPAWN_DUP2, 13, 3),
            (os.POSIX_SPAWN_DUP2, 14, 4),
            (os.POSIX_SPAWN_OPEN, 1, log, writing, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, log, writing, 0o600),
        ]
        self._pid = os.posix_spawn(BINARY, words, os.environ, file_actions=actions, setpgroup=0)
        os.close(theirs_in)
        os.close(theirs_out)

    def send(self, method: str, session: str = "", **params: Any) -> Message:
        """One question and its answer; what happens meanwhile is kept in ``events``."""
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + _PATIENCE
        while True:
            answer = self._next(end)
            if answer.get("id") == number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return dict(answer["result"])
            self.events.append(answer)

    def wait(self, wanted: Callable[[], bool]) -> None:
        """Reads what happens until it is as wanted."""
        end = time.monotonic() + _PATIENCE
        while not wanted():
            self.events.append(self._next(end))

    def close(self) -> None:
        """Ends the browser and all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._out)
        os.close(self._in)

    def _next(self, end: float) -> Message:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(end - time.monotonic(), 0))
            assert ready, "Chromium says nothing any more"
            read = os.read(self._in, 1 << 20)
            assert read, "Chromium went away"
            self._rest += read
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))


class Page:
    """A tab: where it went, what it asked the network for, what it complained of."""

    def __init__(self, browser: Chromium, *, width: int = 1280, height: int = 900) -> None:
        self._browser = browser
        context = browser.send("Target.createBrowserContext")["browserContextId"]
        target = browser.send("Target.createTarget", url="about:blank", browserContextId=context)
        attached = browser.send("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)
        self.resize(width, height)

    def send(self, method: str, **params: Any) -> Message:
        """A question about this tab."""
        return self._browser.send(method, self._session, **params)

    def resize(self, width: int, height: int = 900) -> None:
        """The window, in CSS pixels."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def prefer(self, scheme: str) -> None:
        """``dark`` or ``light``, as a person's system says."""
        self.send(
            "Emulation.setEmulatedMedia",
            features=[
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ],
        )

    def go(self, address: str) -> None:
        """Opens an address and waits until all of it is there."""
        found = self.send("Page.navigate", url=address)
        assert "errorText" not in found, found
        self._browser.wait(lambda: self._loaded(found["loaderId"]))

    def _loaded(self, loader: str) -> bool:
        return any(
            one["name"] == "load" and one["loaderId"] == loader
            for one in self._happened("Page.lifecycleEvent")
        )

    def ask(self, expression: str) -> Any:
        """The value of an expression of JavaScript."""
        found = self.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def press(self, key: str) -> None:
        """A key, down and up."""
        for kind in ("rawKeyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=_KEYS[key],
            )

    def until(self, expression: str) -> None:
        """Waits until an expression is true."""
        end = time.monotonic() + _PATIENCE
        while not self.ask(expression):
            assert time.monotonic() < end, f"never: {expression}"
            time.sleep(0.05)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """What is seen, as PNG."""
        shot = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def requests(self) -> list[str]:
        """Every address that it asked for; data in addresses is no request."""
        found = (one["request"]["url"] for one in self._happened("Network.requestWillBeSent"))
        return [one for one in found if not one.startswith("data:")]

    def complaints(self) -> list[str]:
        """What stands on its console: messages, exceptions, refusals of its policy."""
        told = [str(one["args"]) for one in self._happened("Runtime.consoleAPICalled")]
        told += [str(one["exceptionDetails"]) for one in self._happened("Runtime.exceptionThrown")]
        return told + [one["entry"]["text"] for one in self._happened("Log.entryAdded")]

    def _happened(self, method: str) -> Iterator[Message]:
        for one in self._browser.events:
            if one.get("sessionId") == self._session and one.get("method") == method:
                yield one["params"]
