"""Commands that a shell reads."""

from __future__ import annotations

from crenel.code.facts import Tainted
from crenel.code.hooks import CallView, calls
from crenel.code.values import Items, Known, Opaque, Value, items, literal, taint

KIND = "shell-command"
_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "ash", "cmd", "cmd.exe", "powershell"})


@calls("os.system", "os.popen", "commands.getoutput", "subprocess.getoutput")
@calls("subprocess.getstatusoutput", "asyncio.create_subprocess_shell")
@calls(
    "child_process.exec", "child_process.execSync", "shelljs.exec", "child_process/promises.exec"
)
def _always(view: CallView) -> None:
    value = view.argument(0, "cmd", "command")
    if value is not None:
        view.sink(KIND, f"{view.name}() gives its text to a shell", value, use="shell")


@calls(
    "subprocess.run",
    "subprocess.call",
    "subprocess.check_call",
    "subprocess.check_output",
    "subprocess.Popen",
    "child_process.spawn",
    "child_process.spawnSync",
    "child_process.execFile",
    "child_process.execFileSync",
)
def _on_request(view: CallView) -> None:
    shell = view.argument(None, "shell")
    command = view.argument(0, "args")
    if command is None or shell is None or literal(shell) is False:
        return
    if view.name.startswith("child_process"):
        command = items(view.site.positional[:2])
    message = f"{view.name}() with shell={_written(shell)} gives its text to a shell"
    view.sink(KIND, message, _maybe(shell, command), use="shell")


@calls("Runtime.getRuntime().exec")
def _java_runtime(view: CallView) -> None:
    """A text is split at its blanks; no shell reads it, but what runs is what the text says."""
    value = view.argument(0)
    if value is not None and not isinstance(value, Items):
        view.sink(KIND, "Runtime.exec() runs what its text says", value, use="shell")
    elif isinstance(value, Items):
        _by_shell(view, value.elements)


@calls("ProcessBuilder", "os/exec.Command", "os/exec.CommandContext")
def _started(view: CallView) -> None:
    """``new ProcessBuilder("sh", "-c", text)``, ``exec.Command("sh", "-c", text)``."""
    given = [one for one in view.site.positional if not isinstance(one, Items)]
    lists = [one for one in view.site.positional if isinstance(one, Items)]
    _by_shell(view, tuple(lists[0].elements) if lists else tuple(given))


def _by_shell(view: CallView, words: tuple[Value, ...]) -> None:
    texts = [str(one.value) for one in words if isinstance(one, Known)]
    if any(text.rpartition("/")[2] in _SHELLS for text in texts) and set(texts) & {"-c", "/c"}:
        command = items(words)
        view.sink(KIND, f"{view.name}() gives its text to a shell", command, use="shell")


def _maybe(shell: Value, command: Value) -> Value:
    """A shell that may be there: at most unknown."""
    if isinstance(shell, Known):
        return command if shell.value else Opaque(Tainted.NO)
    worst = taint(command, "shell")
    if worst.tainted is Tainted.NO:
        return worst
    return Opaque(origin=worst.origin, path=worst.path)


def _written(shell: Value) -> str:
    return str(shell.value) if isinstance(shell, Known) else "a variable"
