"""The process ends at once, and nothing that waits for the end is lost."""

from __future__ import annotations

import subprocess
import sys

VERB = """
import atexit, sys, threading, time, weakref
from crenel.cli import main as module

class Kept:
    pass

kept = Kept()

def verb():
    atexit.register(print, "registered")
    weakref.finalize(kept, print, "finalised")
    threading.Thread(target=lambda: (time.sleep(0.05), print("waited for"))).start()
    print("said", end="")
    sys.stderr.write("told")
    return 3

module.main = verb
"""


def ended(program: str, *before: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *before, "-c", program], capture_output=True, text=True, check=False
    )


def test_what_was_registered_runs_and_threads_are_waited_for():
    done = ended(VERB + "module.program()")
    assert done.returncode == 3
    assert sorted(done.stdout.replace("said", "").split("\n")) == sorted(
        ["waited for", "registered", "finalised", ""]
    )
    assert done.stdout.startswith("said")
    assert done.stderr == "told"


def test_nothing_is_taken_apart():
    held = VERB + "class Loud:\n    __del__ = lambda self: print('apart')\nmodule.held = Loud()\n"
    assert "apart" not in ended(held + "module.program()").stdout
    assert "apart" in ended(held + "sys.exit(module.main())").stdout


def test_a_profiler_gets_its_end():
    watched = VERB + "sys.setprofile(lambda *_: None)\nmodule.held = kept\n"
    early = "import atexit\natexit.register(print, 'written by the profiler')\n"
    assert "written by the profiler" in ended(early + watched + "module.program()").stdout


def test_a_verb_that_raises_ends_as_python_does():
    done = ended(VERB + "def verb(): raise SystemExit(7)\nmodule.main = verb\nmodule.program()")
    assert done.returncode == 7
