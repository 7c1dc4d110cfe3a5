"""Git history: what is gone from disk, what is staged, what is damaged; nothing hostile runs."""

import os
import subprocess

import pytest

from crenel.cli.main import main
from crenel.errors import UsageError
from crenel.secrets.scan import Scan
from crenel.secrets.sources.history import History

ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@b",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@b",
}


def secret(random, size=24):
    return "".join(random.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(size))


class Repository:
    def __init__(self, folder):
        self.folder = folder
        self.git("init", "-q")

    def git(self, *words):
        done = subprocess.run(
            ["git", *words], cwd=self.folder, env=ENVIRONMENT, check=True, capture_output=True
        )
        return done.stdout.decode().strip()

    def commit(self, **files):
        for name, text in files.items():
            (self.folder / name.replace("_", ".")).write_text(text)
        self.git("add", "-A")
        self.git("commit", "-qm", "x", "--allow-empty")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def looked(folder, **how):
    history, scan = History(folder), Scan()
    staged = how.pop("staged", False)
    scan.versions(history, history.staged() if staged else history.all(**how))
    return scan


def test_what_a_commit_removed_is_found_with_the_commit_that_brought_it(repository, random):
    first = repository.commit(a_env=f"PASSWORD={secret(random)}\n")
    repository.commit(a_env="PASSWORD=\n")
    (found,) = looked(repository.folder).findings
    assert (found.file, found.line, found.commit) == ("a.env", 1, first)


def test_a_value_that_stays_is_told_once(repository, random):
    text = f"PASSWORD={secret(random)}\n"
    repository.commit(a_env=text)
    repository.commit(a_env=f"# more\n{text}")
    repository.commit(a_env=f"# and more\n{text}")
    assert len(looked(repository.folder).findings) == 1


def test_only_what_came_since(repository, random):
    old = repository.commit(a_env=f"PASSWORD={secret(random)}\n")
    new = repository.commit(b_env=f"PASSWORD={secret(random)}\n")
    assert [one.commit for one in looked(repository.folder, since=old).findings] == [new]


def test_branches_and_merges_are_read(repository, random):
    repository.commit(a_env="x=1\n")
    repository.git("checkout", "-qb", "side")
    side = repository.commit(b_env=f"PASSWORD={secret(random)}\n")
    repository.git("checkout", "-q", "-")
    assert [one.commit for one in looked(repository.folder).findings] == [side]


@pytest.mark.parametrize("committed", [True, False])
def test_only_what_is_staged(repository, random, committed):
    if committed:
        repository.commit(old_env=f"PASSWORD={secret(random)}\n")
    (repository.folder / "new.env").write_text(f"PASSWORD={secret(random)}\n")
    (repository.folder / "loose.env").write_text(f"PASSWORD={secret(random)}\n")
    repository.git("add", "new.env")
    assert [one.file for one in looked(repository.folder, staged=True).findings] == ["new.env"]


def test_a_damaged_object_is_named_and_the_rest_is_read(repository, random):
    repository.commit(a_env="PASSWORD=harmless-words\n", b_env=f"PASSWORD={secret(random)}\n")
    blob = repository.git("rev-parse", "HEAD:a.env")
    file = repository.folder / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    file.write_bytes(b"damaged")
    scan = looked(repository.folder)
    assert [one.file for one in scan.findings] == ["b.env"]
    assert [one.file for one in scan.coverage.incomplete] == ["a.env"]


def test_nothing_that_the_repository_configures_is_run(repository, tmp_path, random):
    mark = tmp_path / "ran"
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand"):
        repository.git("config", key, f"touch {mark}; true")
    repository.git("config", "filter.x.clean", f"touch {mark}; cat")
    repository.git("config", "diff.x.textconv", f"touch {mark}; cat")
    repository.git("config", "core.fsmonitor", "false")
    repository.commit(a_env=f"PASSWORD={secret(random)}\n")
    mark.unlink(missing_ok=True)
    repository.git("config", "core.fsmonitor", f"touch {mark}; true")
    (repository.folder / ".gitattributes").write_text("* diff=x filter=x\n")
    assert looked(repository.folder).findings
    looked(repository.folder, staged=True)
    assert not mark.exists()


def test_a_folder_without_a_repository_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="not in a git repository"):
        History(tmp_path)


def test_an_unknown_revision_is_an_error(repository):
    repository.commit(a_env="x=1\n")
    with pytest.raises(UsageError, match="no revision"):
        looked(repository.folder, since="no-such")


@pytest.mark.parametrize("empty", [True, False])
def test_a_bare_repository_is_read(repository, tmp_path_factory, random, empty):
    if not empty:
        repository.commit(a_env=f"PASSWORD={secret(random)}\n")
        repository.commit(a_env="PASSWORD=\n")
    bare = tmp_path_factory.mktemp("bare") / "x.git"
    repository.git("clone", "-q", "--bare", ".", str(bare))
    if not empty:
        assert [one.file for one in looked(bare).findings] == ["a.env"]
    code = main(["secrets", "scan", str(bare), "--history", "--no-config"])
    assert code == (3 if empty else 1)


def test_nothing_is_staged_in_a_bare_repository(repository, tmp_path_factory, random):
    repository.commit(a_env=f"PASSWORD={secret(random)}\n")
    bare = tmp_path_factory.mktemp("bare") / "x.git"
    repository.git("clone", "-q", "--bare", ".", str(bare))
    with pytest.raises(UsageError, match="nothing staged"):
        looked(bare, staged=True)


def test_a_change_without_a_text_blocks_no_commit(repository, monkeypatch):
    """A hook runs before each commit: one that only deletes, or brings a picture, is no failure."""
    first = repository.commit(a_env="x=1\n", b_env="y=1\n")
    monkeypatch.chdir(repository.folder)
    assert main(["secrets", "scan", "--staged", "--no-config"]) == 0
    repository.git("rm", "-q", "a.env")
    assert main(["secrets", "scan", "--staged", "--no-config"]) == 0
    (repository.folder / "logo.png").write_bytes(b"\x89PNG\r\n\0\0")
    repository.git("add", "-A")
    assert main(["secrets", "scan", "--staged", "--no-config", "--strict"]) == 0
    repository.commit()
    assert main(["secrets", "scan", "--since", first, "--no-config"]) == 0
