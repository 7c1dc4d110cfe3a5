"""Files that outlive one request: /tmp is shared by all that one instance serves."""

from __future__ import annotations

from crenel.code.facts import Tainted
from crenel.code.hooks import CallView, calls
from crenel.code.values import literal, taint, text_of

KIND = "temporary-file"


@calls("open", "io.open", "builtins.open")
def _open(view: CallView) -> None:
    mode = literal(view.argument(1, "mode"))
    if isinstance(mode, str) and set(mode) & set("wax+"):
        _written(view)


@calls("fs.writeFile", "fs.writeFileSync", "fs.appendFile", "fs.appendFileSync")
@calls("fs.createWriteStream", "fs.promises.writeFile", "fs/promises.writeFile")
@calls("java.io.FileOutputStream", "java.io.FileWriter", "java.nio.file.Files.write")
@calls("java.nio.file.Files.writeString", "java.nio.file.Files.newBufferedWriter")
@calls("os.Create", "os.WriteFile", "io/ioutil.WriteFile")
def _write(view: CallView) -> None:
    _written(view)


def _written(view: CallView) -> None:
    path = view.argument(0, "file")
    if path is None:
        return
    worst = taint(path)
    if text_of(path).startswith("/tmp") or worst.tainted is Tainted.YES:  # noqa: S108 - looked for
        view.sink(KIND, f"{view.name}() writes a file that later requests can find", path)


@calls("tempfile.mktemp")
def _race(view: CallView) -> None:
    view.sink(KIND, "mktemp() names a file that another may make first", Tainted.NO)


@calls("tempfile.NamedTemporaryFile", "tempfile.mkstemp", "tempfile.TemporaryFile")
@calls("tempfile.mkdtemp", "tempfile.TemporaryDirectory", "java.nio.file.Files.createTempFile")
@calls("java.io.File.createTempFile", "java.nio.file.Files.createTempDirectory")
@calls("os.CreateTemp", "os.MkdirTemp", "io/ioutil.TempFile", "io/ioutil.TempDir")
def _tempfile(view: CallView) -> None:
    view.sink(KIND, f"{view.name}() writes below /tmp", Tainted.NO)
