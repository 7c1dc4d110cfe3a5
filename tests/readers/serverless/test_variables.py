"""Variables: each source, fallbacks, files, cycles, and what must stay unknown."""

from __future__ import annotations

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Function
from crenel.model.provenance import How
from crenel.model.value import Known, Unknown, UnknownKind, Value

HEAD = "service: shop\nprovider:\n  name: aws\n  runtime: python3.13\n"


def service(variable: str, more: str = "") -> str:
    return (
        f"{HEAD}{more}"
        "functions:\n  hello:\n    handler: app.main\n    environment:\n"
        f"      X: {variable}\n"
    )


def environment(app: Knowledge) -> Value:
    return app.all(Function)[0].environment.get("X")


@pytest.mark.parametrize(
    ("variable", "more", "text"),
    [
        ("${self:custom.a.b}", "custom: {a: {b: deep}}\n", "deep"),
        ("${self:custom.list.1}", "custom: {list: [a, b]}\n", "b"),
        ("${self:service}", "", "shop"),
        ("${self:custom.${self:custom.key}}", "custom: {key: other, other: found}\n", "found"),
        ("${opt:stage, 'qa'}-x", "", "qa-x"),
        ("${opt:stage}", "", "dev"),
        ("${opt:stage, self:provider.stage}", "", "dev"),
        ("${sls:stage}", "", "dev"),
        ("${param:p}", "params: {default: {p: common}}\n", "common"),
        ("${param:p}", "params: {default: {p: common}, dev: {p: own}}\n", "own"),
        ("${param:p}", "stages: {default: {params: {p: v4}}}\n", "v4"),
        ("${env:HOME, 'none'}", "", "none"),
        ("${self:custom.none, 'x'}", "custom: {}\n", "x"),
        ("${strToBool('true')}", "", "true"),
        ("${file(conf/a.yml):k.j}", "", "from a file"),
        ("${file(./conf/a.json):k}", "", "from json"),
        ("${file(absent.yml):k, 'fallback'}", "", "fallback"),
    ],
)
def test_what_the_files_tell_is_known(read, variable, more, text):
    files = {"conf/a.yml": "k: {j: from a file}\n", "conf/a.json": '{"k": "from json"}'}
    app, _ = read(service(variable, more), files)
    value = environment(app)
    assert isinstance(value, Known)
    assert value.text() == text


@pytest.mark.parametrize(
    ("variable", "kind", "name"),
    [
        ("${env:HOME}", UnknownKind.EXTERNAL, "env:HOME"),
        ("${opt:other}", UnknownKind.EXTERNAL, "opt:other"),
        ("${param:p}", UnknownKind.PARAMETER, "param:p"),
        ("${ssm:/a/b}", UnknownKind.SSM, "ssm:/a/b"),
        ("${ssm(eu-west-1):/a/b}", UnknownKind.SSM, "ssm:/a/b"),
        (
            "${ssm:/aws/reference/secretsmanager/k}",
            UnknownKind.SECRET,
            "ssm:/aws/reference/secretsmanager/k",
        ),
        ("${ssm:/a/b, 'x'}", UnknownKind.SSM, "ssm:/a/b"),
        ("${cf:other.Output}", UnknownKind.STACK_EXPORT, "cf:other.Output"),
        ("${output:other.x}", UnknownKind.STACK_EXPORT, "output:other.x"),
        ("${s3:bucket/key}", UnknownKind.EXTERNAL, "s3:bucket/key"),
        ("${vault:a/b}", UnknownKind.SECRET, "vault:a/b"),
        ("${aws:accountId}", UnknownKind.PSEUDO, "AWS::AccountId"),
        ("${git:sha1}", UnknownKind.EXTERNAL, "git:sha1"),
        ("${file(x.js):key}", UnknownKind.UNSUPPORTED, "file(x.js)"),
        ("${file(../../etc/passwd)}", UnknownKind.MISSING_FILE, "file(../../etc/passwd)"),
        ("${file(/etc/passwd)}", UnknownKind.MISSING_FILE, "file(/etc/passwd)"),
        ("${self:custom.x}", UnknownKind.MALFORMED, "self:custom.x"),
    ],
)
def test_what_lives_elsewhere_is_unknown_with_its_name(read, variable, kind, name):
    app, _ = read(service(variable))
    value = environment(app)
    assert isinstance(value, Unknown), value.text()
    assert (value.kind, value.name) == (kind, name)


def test_a_default_of_the_language_is_a_default(read):
    app, _ = read(service("${env:LEVEL, 'info'}"))
    via = environment(app).via
    assert via is not None
    assert How.PARAMETER_DEFAULT in [step.how for step in via.chain()]


def test_the_stage_is_given_by_env(read):
    more = "custom: {a: {prod: yes-it-is}}\n"
    app, _ = read(service("${self:custom.a.${opt:stage, 'dev'}}", more), None, "prod")
    assert environment(app).text() == "yes-it-is"


@pytest.mark.parametrize(
    "custom",
    [
        "custom: {x: '${self:custom.x}'}\n",
        "custom: {x: '${self:custom.y}', y: '${self:custom.x}'}\n",
        "custom: {x: {a: '${self:custom.y}'}, y: {b: '${self:custom.x}'}}\n",
        "custom: '${self:custom}'\n",
        "custom: {x: '${file(serverless.yml):custom.x}'}\n",
        "custom: {x: '${self:custom.y}', y: {a: '${self:custom.x.b.c}', b: '${self:custom.x}'}}\n",
        "custom: {x: '${self:custom.y}', y: {a: '${self:custom.x.a.b}'}}\n",
    ],
)
def test_a_cycle_ends_with_a_located_note(read, custom):
    app, found = read(service("${self:custom.x}", custom))
    assert "leads back" in " ".join(one.reason for one in found.unread)
    assert all(one.line > 1 for one in found.unread)
    environment(app).text()


@pytest.mark.parametrize(
    "custom",
    [
        "custom: '${file(common.yml):custom}'\n",
        "custom: {domain: '${file(common.yml):custom.domain}', x: '${self:custom.domain.copy}'}\n",
        (
            "custom:\n  x: ${self:custom.y.c}\n  y: ${self:custom.z}\n"
            "  z: {a: hi, c: '${self:custom.y.a}'}\n"
        ),
    ],
)
def test_what_a_variable_gives_may_lead_to_its_own_neighbour(read, tmp_path, custom):
    domain = "{name: hi, copy: '${self:custom.domain.name}'}"
    common = f"custom: {{x: '${{self:custom.domain.copy}}', domain: {domain}}}"
    (tmp_path / "common.yml").write_text(common)
    app, found = read(service("${self:custom.x}", custom))
    assert not found.unread
    assert environment(app).text() == "hi"


def test_a_long_chain_and_a_doubling_text_end(read):
    chain = "".join(f"  a{n}: ${{self:custom.a{n + 1}}}\n" for n in range(300))
    _, found = read(service("${self:custom.a0}", f"custom:\n{chain}  a300: end\n"))
    assert any("more than 24" in one.reason for one in found.unread)
    double = "".join(
        f"  a{n}: ${{self:custom.a{n + 1}}}${{self:custom.a{n + 1}}}\n" for n in range(22)
    )
    app, _ = read(service("${self:custom.a0}", f"custom:\n{double}  a22: 0123456789\n"))
    assert len(environment(app).text()) < 1_000_000
