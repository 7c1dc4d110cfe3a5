"""Running a child process and asking the kernel what it cost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

_KIB = 1024
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else _KIB


@dataclass(frozen=True)
class Cost:
    """What a run took: processor time of it and its children, and the largest resident set."""

    cpu: float
    """Seconds, user and system."""
    peak: float
    """MB (a million bytes)."""
    code: int
    """The exit code; negative: the signal that ended it."""
    output: str

    @property
    def timed_out(self) -> bool:
        """Whether it was ended because it took too long."""
        return self.code == -signal.SIGKILL


def cost(
    command: Sequence[str],
    *,
    timeout: float = 600,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """Runs a command once; its output is kept, its errors are thrown away."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        timer = Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, usage.ru_maxrss * _MAXRSS_UNIT / 1e6, process.returncode, text)
