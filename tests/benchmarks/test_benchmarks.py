"""The benchmarks measure what they say; how fast it is, no test says."""

import sys
from datetime import date

import pytest
from benchmarks import measure, peers, samples
from benchmarks.corpus import write_application, write_corpus
from benchmarks.terraform import write_terraform

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Function
from crenel.readers.options import Options
from crenel.readers.project import project


def texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_corpus_is_the_same_for_the_same_seed(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_corpus(tmp_path / name, templates=3, resources=8, seed=seed)
    assert texts(tmp_path / "a") == texts(tmp_path / "b")
    assert texts(tmp_path / "a") != texts(tmp_path / "c")


def test_a_generated_application_is_read_whole(tmp_path):
    write_application(tmp_path, resources=40)
    read = project([tmp_path], Options())
    (application,) = read.applications()
    assert read.unread == []
    functions = application.all(Function)
    assert len(functions) == 20
    app = Knowledge(application, date(2026, 11, 24), read.root)
    assert all(app.code_of(function) for function in functions)


def test_the_samples_of_a_given_corpus(tmp_path, monkeypatch):
    given = tmp_path / "given"
    write_corpus(given, templates=3, resources=4)
    (given / "node_modules").mkdir()
    (given / "node_modules/template.yaml").write_text((given / "app000/template.yaml").read_text())
    (given / "app001/template.yaml").write_text("Transform: AWS::Serverless-2016-10-31\n")
    monkeypatch.setenv("CRENEL_CORPUS", str(given))
    code, only = samples.with_code(tmp_path, 9), samples.templates_only(tmp_path, 9)
    assert sorted(texts(only)) == ["app000/template.yaml", "app002/template.yaml"]
    assert texts(only).items() < texts(code).items()


def test_generated_terraform_is_read_whole(tmp_path):
    write_terraform(tmp_path, roots=2)
    read = project([tmp_path], Options())
    applications = list(read.applications())
    assert read.unread == []
    assert [one.file for one in applications] == ["app000/main.tf", "app001/main.tf"]
    assert [len(one.all(Function)) for one in applications] == [2, 2]


def test_a_child_is_measured():
    found = measure.cost([sys.executable, "-c", "print('x' * 3); raise SystemExit(7)"])
    assert (found.output, found.code, found.timed_out) == ("xxx\n", 7, False)
    assert found.cpu > 0
    assert found.peak > 1


@pytest.mark.slow
def test_a_child_that_does_not_end_is_ended():
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert measure.cost(sleeper, timeout=0.5).timed_out


def test_a_peer_that_crashed_has_no_result():
    crashed = measure.Cost(cpu=1, peak=1, code=1, output="")
    assert peers.said("cfn-lint", crashed) == "no result, exit 1"
    found = measure.Cost(cpu=1, peak=1, code=2, output="[{}, {}]")
    assert peers.said("cfn-lint", found) == "2 matches"
