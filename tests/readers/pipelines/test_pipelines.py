"""Pipelines: which files, which jobs, what they are handed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.errors import ReadProblem
from crenel.model.entities import PipelineJob
from crenel.model.source import Source
from crenel.readers.options import Options
from crenel.readers.pipelines import github, gitlab
from crenel.readers.pipelines.acting import deploys
from crenel.readers.project import project
from crenel.readers.text.parse import parse

KEY = "aB3/" * 10


def found(text: str, read=github.jobs) -> dict[str, PipelineJob]:
    source = Source("pipeline.yml", text)
    jobs = [job for document in parse(text) for job in read(source, document)]
    return {job.label: job for job in jobs}


def words(value) -> list[str]:
    return [item.text() for _, item in value.items()]


def job(steps: str, more: str = "") -> str:
    return f"jobs:\n  it:\n    runs-on: ubuntu-latest\n{more}    steps:\n{steps}"


@pytest.mark.parametrize(
    "command",
    [
        "sam build && sam deploy --guided",
        "sam --debug deploy",
        "npx serverless@3 deploy --stage prod",
        "npx sls deploy",
        "npx cdk deploy --all",
        "terraform -chdir=infra apply -auto-approve",
        "aws cloudformation deploy --template-file t.yaml",
        "aws --region eu-west-1 lambda update-function-code --function-name f",
    ],
)
def test_commands_that_deploy(command: str) -> None:
    assert deploys(command)


@pytest.mark.parametrize(
    "command",
    ["sam build", "terraform plan", "echo sam; kubectl deploy", "samlocal deploy", "aws s3 ls", ""],
)
def test_commands_that_do_not(command: str) -> None:
    assert not deploys(command)


def test_jobs_that_act_in_no_account_are_left_alone() -> None:
    text = job("      - uses: acme/lint@v1\n      - run: pytest\n")
    assert found(text) == {}


@pytest.mark.parametrize(
    "place",
    [
        "      - {run: x, env: {AWS_SECRET_ACCESS_KEY: '${{ secrets.K }}'}}\n",
        "      - {uses: a/b@v1, with: {aws-secret-access-key: '${{ secrets.K }}'}}\n",
        "      - {uses: a/b@v1, with: {aws_secret_access_key: '${{ secrets.K }}'}}\n",
        "      - run: aws configure set aws_secret_access_key ${{ secrets.K }}\n",
        "      - run: export AWS_SECRET_ACCESS_KEY=${{ secrets.K }}\n",
    ],
)
def test_keys_come_in_by_many_ways(place: str) -> None:
    assert words(found(job(place))["it"].keys) == ["${{ secrets.K }}"]


def test_what_the_workflow_and_the_job_say_holds_for_every_step() -> None:
    env = "env: {AWS_SECRET_ACCESS_KEY: '${{ secrets.ALL }}'}\n"
    own = "    env: {AWS_SECRET_ACCESS_KEY: '${{ secrets.JOB }}'}\n"
    text = env + job("      - run: make\n", own)
    assert words(found(text)["it"].keys) == ["${{ secrets.ALL }}", "${{ secrets.JOB }}"]


def test_a_called_workflow_gets_secrets_and_is_an_action() -> None:
    text = (
        "jobs:\n  it:\n    uses: acme/flows/.github/workflows/deploy.yml@main\n"
        "    secrets: {AWS_SECRET_ACCESS_KEY: '${{ secrets.K }}'}\n"
    )
    one = found(text)["it"]
    assert words(one.actions) == ["acme/flows/.github/workflows/deploy.yml@main"]
    assert words(one.keys) == ["${{ secrets.K }}"]


def test_what_an_earlier_step_makes_is_not_known() -> None:
    step = "      - {run: x, env: {AWS_SECRET_ACCESS_KEY: '${{ steps.a.outputs.k }}'}}\n"
    ((_, key),) = found(job(step))["it"].keys.items()
    assert key.known() is None
    assert [one.name for one in key.unknowns()] == ["steps.a.outputs.k"]


def test_keys_of_an_emulator_open_no_account() -> None:
    steps = "      - run: sam deploy\n        env: {AWS_SECRET_ACCESS_KEY: test}\n"
    assert found(job(steps)) == {}
    assert words(found(job(steps.replace("test", KEY)))["it"].keys) == [KEY]


def test_local_actions_are_the_repositorys_own() -> None:
    steps = "      - uses: ./.github/actions/x\n      - run: cdk deploy\n"
    assert words(found(job(steps))["it"].actions) == []


def test_gitlab_jobs_take_what_they_extend_and_what_is_the_default() -> None:
    text = (
        "default: {id_tokens: {T: {aud: x}}}\n"
        ".deploy: {script: [sam deploy], variables: {AWS_SECRET_ACCESS_KEY: $K}}\n"
        "one: {extends: .deploy}\n"
        "two: {extends: [.deploy], script: [pytest]}\n"
        "three: {script: [[npx sls deploy]], id_tokens: {U: {aud: y}}}\n"
    )
    jobs = found(text, gitlab.jobs)
    assert sorted(jobs) == ["one", "three"]
    assert words(jobs["one"].keys) == ["$K"]
    assert jobs["three"].role.is_present().certain


def test_gitlab_includes_are_told_as_not_read() -> None:
    text = (
        "include: [{local: a.yml}, {project: x/y, file: b.yml}, 'https://ci.test/c.yml']\n"
        "one: {script: [sam deploy]}\n"
    )
    names = [
        one.name
        for _, item in found(text, gitlab.jobs)["one"].actions.items()
        for one in item.unknowns()
    ]
    assert sorted(names) == ["what https://ci.test/c.yml holds", "what x/y holds"]


def test_gitlab_jobs_that_extend_themselves_end() -> None:
    text = "a: {extends: b}\nb: {extends: [a, b], script: [sam deploy]}\n"
    assert sorted(found(text, gitlab.jobs)) == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "jobs: x",
        "jobs: {a: b}",
        "jobs: {a: {steps: {}}}",
        "jobs: {a: {steps: [x, [y]]}}",
        "on: push",
        "a: {script: {b: c}}",
        "a: {extends: {b: c}}",
        "include: {local: [x]}\na: 1",
    ],
)
@pytest.mark.parametrize("read", [github.jobs, gitlab.jobs])
def test_odd_shapes_hold_no_jobs(text: str, read) -> None:
    assert found(text, read) == {}


_LEAF = st.sampled_from(["sam deploy", "${{ secrets.K }}", "x", "", "AWS_SECRET_ACCESS_KEY", "@"])
_NAMES = st.sampled_from(
    [
        "jobs",
        "steps",
        "env",
        "with",
        "run",
        "uses",
        "extends",
        "script",
        "variables",
        "include",
        "a",
    ]
)
_TREES = st.recursive(
    _LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=4)
)


@given(tree=_TREES)
def test_any_tree_is_read(tree: object) -> None:
    text = json.dumps(tree)
    for read in (github.jobs, gitlab.jobs):
        try:
            for one in found(text, read).values():
                assert isinstance(one, PipelineJob)
        except ReadProblem:
            pass


def test_files_are_found_below_a_folder_and_by_name(tmp_path: Path) -> None:
    flow = tmp_path / ".github" / "workflows" / "deploy.yml"
    flow.parent.mkdir(parents=True)
    flow.write_text(job("      - run: sam deploy\n"))
    (flow.parent / "test.yml").write_text(job("      - run: pytest\n"))
    (tmp_path / ".gitlab-ci.yml").write_text("one: {script: [sam deploy]}\n")
    read = project([tmp_path], Options())
    formats = [(one.file, one.format) for one in read.applications()]
    assert sorted(formats) == [
        (".github/workflows/deploy.yml", "github-actions"),
        (".gitlab-ci.yml", "gitlab-ci"),
    ]
    assert read.unread == []
    named = project([flow], Options())
    assert [one.file for one in named.applications()] == ["deploy.yml"]


def test_a_broken_pipeline_is_told(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("deploy: [aws\n")
    read = project([tmp_path], Options())
    assert list(read.applications()) == []
    assert [(one.file, one.line) for one in read.unread] == [(".gitlab-ci.yml", 2)]
