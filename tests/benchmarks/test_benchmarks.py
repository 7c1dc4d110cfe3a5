"""The benchmarks measure what they say; how fast it is, no test says."""

import os
import sys
from datetime import date

import pytest
from benchmarks import measure, peers, samples
from benchmarks.corpus import write_application, write_corpus
from benchmarks.services import write_services
from benchmarks.terraform import write_terraform

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import EntryPoint, Function
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
    assert sorted(texts(only)) == [f"given/app{one}/template.yaml" for one in ("000", "002")]
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


def test_generated_services_are_read_whole(tmp_path):
    write_services(tmp_path, 2)
    read = project([tmp_path], Options())
    found = list(read.applications())
    assert read.unread == []
    assert [len(one.all(Function)) for one in found] == [3, 3]
    assert all(len(one.all(EntryPoint)) == 5 for one in found)  # OPTIONS, for cors, among them


def test_several_corpora_are_one(tmp_path, monkeypatch):
    for name in ("a", "b"):
        write_services(tmp_path / name, 2)
        write_terraform(tmp_path / name / "tf", 1)
    given = os.pathsep.join(str(tmp_path / name) for name in ("a", "b"))
    monkeypatch.setenv("CRENEL_CORPUS", given)
    assert samples.described() == "CRENEL_CORPUS (a, b)"
    services = samples.services(tmp_path / "work", 3)
    assert len(list(services.rglob("serverless.yml"))) == 3
    roots = samples.terraform(tmp_path / "work", 1)
    assert {path.relative_to(roots).parts[0] for path in roots.rglob("*.tf")} == {"a", "b"}


def test_peers_are_asked_about_what_they_read(tmp_path, monkeypatch):
    monkeypatch.setattr(peers, "_start", lambda name: [name])
    assert set(peers.commands(tmp_path, "terraform")) == {"checkov"}
    assert set(peers.commands(tmp_path, "cloudformation")) == {"checkov", "cfn-lint"}
    assert "serverless" in peers.commands(tmp_path, "serverless")["checkov"]
