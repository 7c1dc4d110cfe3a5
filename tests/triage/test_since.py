"""The old tree of a repository that may be hostile: what arrives, and what never runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.triage.build import judged

from crenel.errors import UsageError
from crenel.triage.baseline import compare, rows
from crenel.triage.since import Budget, since

URL = """\
Resources:
  OrdersUrl:
    Type: AWS::Lambda::Url
    Properties:
      TargetFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:orders
      AuthType: {auth}
"""
WHO = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "PATH": os.environ["PATH"],
}

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str, data: bytes | None = None) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=WHO, input=data, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path, **files: str) -> str:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_old_tree_of_the_analysed_folder(repository: Path) -> None:
    first = commit(repository, app__t_yaml="old", app__src__a_py="x", other_txt="o")
    commit(repository, app__t_yaml="new", app__more_yaml="m")
    (repository / "app" / "t.yaml").write_text("not committed")
    with since(repository / "app", "HEAD~1") as old:
        assert contents(old.folder) == {"t.yaml": "old", "src/a.py": "x"}
        assert (old.commit, old.skipped) == (first, ())
        kept = old.folder
    assert not kept.exists()
    with since(repository, "main") as old:
        assert set(contents(old.folder)) == {
            "app/t.yaml",
            "app/src/a.py",
            "app/more.yaml",
            "other.txt",
        }
    assert (repository / "app" / "t.yaml").read_text() == "not committed"


def test_identities_compare_across_trees(repository: Path) -> None:
    commit(repository, app__t_yaml=URL.format(auth="NONE"))
    (repository / "app" / "t.yaml").write_text("# moved\n\n" + URL.format(auth="NONE"))
    (repository / "app" / "u.yaml").write_text(URL.format(auth="NONE"))
    now = judged(repository / "app").verdicts
    with since(repository / "app", "HEAD") as old:
        found = compare(rows(judged(old.folder).verdicts), now)
    assert len(found.known_before) == 1
    assert {one.identity for one in now if one.address == "u.yaml::OrdersUrl"} == found.new
    assert not found.fixed


def test_folder_that_was_not_there_yet(repository: Path) -> None:
    commit(repository, t_yaml="x")
    commit(repository, app__t_yaml="x")
    with since(repository / "app", "HEAD~1") as old:
        assert contents(old.folder) == {}


def test_names_that_shells_and_git_find_special(repository: Path) -> None:
    names = ["-rf", "a b", "*", ":(top)x", "$(id)", 'q"uote', "new\nline", "é", "--output=x"]
    folder = repository / "sub :dir [x]"
    folder.mkdir()
    for name in names:
        (folder / name).write_text(name)
    (folder / os.fsdecode(b"\xff")).write_text("bytes")
    commit(repository)
    with since(folder, "HEAD") as old:
        assert {*names, os.fsdecode(b"\xff")} == {path.name for path in old.folder.iterdir()}


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "", "--help", "-h", "--output=x", "HEAD:t.yaml", "HEAD\n", "\0", "x" * 5000, "a b"],
)
def test_unknown_revision(repository: Path, revision: str) -> None:
    commit(repository, t_yaml="x")
    with (
        pytest.raises(UsageError, match="knows no revision") as caught,
        since(repository, revision),
    ):
        pass
    assert len(str(caught.value)) < 250
    assert caught.value.exit_code == 2


def test_no_repository(tmp_path: Path, repository: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    with pytest.raises(UsageError, match="not in a git repository"), since(outside, "HEAD"):
        pass
    commit(repository)
    with pytest.raises(UsageError, match="not in a git"), since(repository / ".git", "HEAD"):
        pass


def test_repository_without_a_commit(repository: Path) -> None:
    with pytest.raises(UsageError, match="knows no revision"), since(repository, "HEAD"):
        pass


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(UsageError, match="git is not installed"), since(repository, "HEAD"):
        pass


def test_environment_of_a_hook_is_not_followed(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, t_yaml="x")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "broken")
    with since(repository, "HEAD") as old:
        assert contents(old.folder) == {"t.yaml": "x"}


def test_nothing_that_the_repository_configures_runs(repository: Path, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{proof}'\ncat\n")
    trap.chmod(0o755)
    commit(
        repository,
        t_yaml="$Id$",
        gitattributes="x",
        _gitattributes="* filter=x diff=x export-subst",
    )
    for hook in ("post-checkout", "pre-auto-gc", "post-index-change", "reference-transaction"):
        path = repository / ".git" / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        shutil.copy(trap, path)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.gitProxy",
        "core.editor",
        "filter.x.smudge",
        "filter.x.clean",
        "filter.x.process",
        "diff.external",
        "diff.x.textconv",
        "diff.x.command",
        "pager.ls-tree",
        "pager.cat-file",
        "alias.rev-parse",
        "credential.helper",
    ):
        git(repository, "config", key, f"!{trap}" if key.startswith("alias") else str(trap))
    git(repository, "config", "filter.x.required", "true")
    proof.unlink(missing_ok=True)
    with since(repository, "HEAD") as old:
        assert contents(old.folder)["t.yaml"] == "$Id$"
    assert not proof.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("remote.origin.url", "ext::sh -c touch% {proof}"),
        ("core.sshCommand", "touch {proof};"),
        ("remote.origin.uploadpack", "touch {proof};"),
    ],
)
def test_partial_clone_fetches_nothing(
    repository: Path, tmp_path: Path, key: str, value: str
) -> None:
    proof = tmp_path / "proof"
    commit(repository, t_yaml="x")
    blob = git(repository, "rev-parse", "HEAD:t.yaml")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    url = "ssh://localhost/x" if key == "core.sshCommand" else str(repository)
    for name, word in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", url),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
        ("protocol.ssh.allow", "always"),
        ("protocol.file.allow", "always"),
        (key, value.format(proof=proof)),
    ):
        git(repository, "config", name, word)
    with pytest.raises(UsageError), since(repository, "HEAD"):
        pass
    assert not proof.exists()
    # The trap is a real one: plain git falls into it.
    subprocess.run(
        ["git", "cat-file", "-p", blob], cwd=repository, env=WHO, capture_output=True, check=False
    )
    assert proof.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_repository_of_another_user(repository: Path) -> None:
    commit(repository, t_yaml="x")
    for path in (repository, repository / ".git"):
        os.chown(path, 12345, 12345)
    with since(repository, "HEAD") as old:
        assert contents(old.folder) == {"t.yaml": "x"}


def test_missing_object(repository: Path) -> None:
    commit(repository, t_yaml="x", u_yaml="y")
    blob = git(repository, "rev-parse", "HEAD:u.yaml")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(UsageError), since(repository, "HEAD"):
        pass


def test_links_are_left_out(repository: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("secret")
    (repository / "link.yaml").symlink_to(secret)
    (repository / "folder").symlink_to(tmp_path)
    commit(repository, t_yaml="x")
    with since(repository, "HEAD") as old:
        assert contents(old.folder) == {"t.yaml": "x"}
        assert {path for path, _ in old.skipped} == {"link.yaml", "folder"}
        assert not any(path.is_symlink() for path in old.folder.rglob("*"))


def hostile_tree(repository: Path, *entries: tuple[str, str, str]) -> str:
    """A commit of a tree that no ordinary git would write: (mode, name, content) each."""
    rows = []
    for mode, name, content in entries:
        blob = git(repository, "hash-object", "-w", "--stdin", data=content.encode())
        rows.append(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(blob))
    tree = git(
        repository, "hash-object", "-w", "--literally", "-t", "tree", "--stdin", data=b"".join(rows)
    )
    made = git(repository, "commit-tree", tree, "-m", "x")
    git(repository, "update-ref", "refs/heads/main", made)
    return made


def test_hostile_paths_are_left_out(repository: Path, tmp_path: Path) -> None:
    hostile_tree(
        repository,
        ("100644", "../../escaped", "x"),
        ("100644", str(tmp_path / "absolute"), "x"),
        ("100644", "..", "x"),
        ("100644", ".GIT/config", "x"),
        ("100644", "a", "file and folder"),
        ("120000", "b", str(tmp_path)),
        ("100644", "b/escaped", "x"),
        ("100644", "a/x", "x"),
        ("100644", "n" * 300, "x"),
        ("100644", "t.yaml", "x"),
        ("100644", "t.yaml", "twice"),
    )
    with since(repository, "HEAD") as old:
        found = contents(old.folder)
        assert found == {"a": "file and folder", "b/escaped": "x", "t.yaml": "x"}
        assert len(old.skipped) == 8
        assert {path.name for path in old.folder.parent.iterdir()} == {"tree"}
    assert not (tmp_path / "absolute").exists()
    assert not (tmp_path / "escaped").exists()


def test_budgets(repository: Path) -> None:
    commit(repository, a_yaml="x" * 10, b_yaml="y" * 100)
    with since(repository, "HEAD", Budget(file=50)) as old:
        assert contents(old.folder) == {"a.yaml": "x" * 10}
        assert old.skipped == (("b.yaml", "it has more than 50 bytes"),)
    for budget in (Budget(total=100), Budget(files=1)):
        with pytest.raises(UsageError, match="more than"), since(repository, "HEAD", budget):
            pass


def test_error_inside_still_cleans_up(repository: Path) -> None:
    commit(repository, t_yaml="x")
    kept = []
    with pytest.raises(KeyError), since(repository, "HEAD") as old:  # noqa: PT012 - as a caller
        kept.append(old.folder)
        raise KeyError
    assert not kept[0].exists()
