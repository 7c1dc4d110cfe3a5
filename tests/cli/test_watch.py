"""Checking again when a file changes: seen from outside, as a person has it."""

import os
import selectors
import signal
import subprocess
import sys
import time

import pytest
from tests.cli.test_commands import crenel

from crenel.cli.watching import Watch

OPEN = """\
Resources:
  F:
    Type: AWS::Lambda::Url
    Properties: {AuthType: NONE, TargetFunctionArn: a}
"""
PATIENCE = 30


class Running:
    """A watch that runs; ``until`` reads what it says."""

    def __init__(self, folder, *words):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "crenel.cli.main", "watch", ".", "--interval", "0.1", *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self.stdout = self.process.stdout
        self.text = ""
        self._ready = selectors.DefaultSelector()
        self._ready.register(self.stdout, selectors.EVENT_READ)

    def until(self, text):
        """What it says up to a text; fails where that does not come."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.text:
            assert time.monotonic() < deadline, self.text
            if self._ready.select(timeout=1):
                self.text += os.read(self.stdout.fileno(), 65536).decode()
        said, _, self.text = self.text.partition(text)
        return said

    def interrupt(self):
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def start(tmp_path):
    (tmp_path / "template.yaml").write_text(OPEN)
    running = []

    def started(*words):
        running.append(Running(tmp_path, *words))
        return running[-1]

    yield started
    for one in running:
        one.process.kill()
        one.process.wait()
        one.stdout.close()


def test_it_checks_again_on_a_change_and_ends_with_130(tmp_path, start):
    watch = start()
    assert "public-function-url" in watch.until("watching 1 files; Ctrl-C ends it")
    (tmp_path / "template.yaml").write_text(OPEN.replace("NONE", "AWS_IAM"))
    watch.until("changed: template.yaml")
    assert "public-function-url" not in watch.until("watching 1 files")
    assert watch.interrupt() == 130


def test_what_it_writes_itself_is_no_change(tmp_path, start):
    watch = start("--output", "json=found.json")
    watch.until("watching")
    assert (tmp_path / "found.json").exists()
    (tmp_path / "b.yaml").write_text(OPEN)
    watch.until("changed: b.yaml\n")


def test_a_mistake_does_not_end_it(tmp_path, start):
    watch = start()
    watch.until("watching")
    (tmp_path / "crenel.toml").write_text("view = 'no'\n")
    assert "crenel.toml:1: `view` cannot be 'no'" in watch.until("watching 2 files")
    (tmp_path / "crenel.toml").unlink()
    watch.until("changed: crenel.toml")
    assert "public-function-url" in watch.until("watching 1 files")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "nowhere does not exist"),
        ((".", "--interval", "0"), "--interval 0 is too short"),
        ((".", "--interval", "nan"), "--interval nan is too short"),
        ((".", "--format", "jsn"), "jsn"),
    ],
)
def test_what_no_change_would_mend_is_told_at_once(tmp_path, words, told):
    done = crenel(tmp_path, "watch", *words)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_look_tells_what_is_new_gone_and_written(tmp_path):
    watch = Watch(tmp_path, [tmp_path / "beside" / "x"], [tmp_path / "out"], 0.1)
    (tmp_path / "a").write_text("1")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "b").write_text("1")
    (tmp_path / "out").write_text("1")
    assert watch.look() == ["a"]
    assert watch.look() == []
    (tmp_path / "a").write_text("22")
    (tmp_path / "c").write_text("1")
    assert watch.look() == ["a", "c"]
    (tmp_path / "a").unlink()
    assert watch.look() == ["a"]
