"""Each format: what it names, where, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib

import pytest
from packageurl import PackageURL
from packaging.pylock import Pylock

from crenel.errors import ReadProblem
from crenel.supplychain.component import Dependency, Scope
from crenel.supplychain.inventory.take import applies
from crenel.supplychain.manifests.manifest import Manifest
from crenel.supplychain.manifests.read import read, reader_of, readers

A_HASH = "sha256:" + "a" * 64


def rows(manifest: Manifest) -> list[tuple[str, str | None, int]]:
    return [(one.name, one.version, one.line) for one in manifest.dependencies]


def named(manifest: Manifest, name: str) -> Dependency:
    return next(one for one in manifest.dependencies if one.name == name)


def test_every_reader_says_what_it_is():
    assert len(readers()) >= 13
    for reader in readers().values():
        assert isinstance(reader.LOCK, bool)
        assert reader.ECOSYSTEM.value in {"PyPI", "npm", "Go", "Maven"}


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("requirements-dev.txt", "requirements_txt"),
        ("pylock.tools.toml", "pylock_toml"),
        ("Pipfile.lock", "pipfile_lock"),
        ("npm-shrinkwrap.json", "npm_shrinkwrap"),
        ("gradle.lockfile", "gradle_lock"),
        ("pnpm-lock.yaml", "pnpm_lock"),
        ("template.yaml", None),
        ("cargo.lock", None),
    ],
)
def test_a_file_finds_its_reader_by_its_name(name, stem):
    assert reader_of(f"folder/{name}") is (readers()[stem] if stem else None)


def test_a_name_loads_no_reader_of_other_files():
    code = (
        "import sys\n"
        "from crenel.supplychain.manifests.read import reader_of\n"
        "reader_of('template.yaml'), reader_of('app.py')\n"
        "print(*(name for name in sys.modules if 'manifests.' in name))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert set(loaded.stdout.split()) == {
        "crenel.supplychain.manifests.manifest",
        "crenel.supplychain.manifests.read",
    }


def test_requirements(write):
    text = f"""\ufeff# what the function needs
--extra-index-url http://packages.example/simple
Jinja2[i18n] == 2.11.2 ; python_version >= "3"  # pinned
requests>=2,<3
PyYAML==5.3 \\
    --hash={A_HASH} \\
    --hash=sha256:{"b" * 64}
git+https://example.org/team/tool.git@v1#egg=my_Tool
https://example.org/six-1.16.0-py2.py3-none-any.whl
-e .
-r more/base.txt
not a requirement !
numpy==1.*
"""
    base = "-r ../requirements.txt\n-r ../../outside.txt\n-c pins.txt\nflask\n"
    root = write(
        {"requirements.txt": text, "more/base.txt": base, "more/pins.txt": "Flask==0.12\n"}
    )
    found = read(root, "requirements.txt")
    assert rows(found) == [
        ("jinja2", "2.11.2", 3),
        ("requests", None, 4),
        ("pyyaml", "5.3", 5),
        ("my-tool", None, 8),
        ("six", "1.16.0", 9),
        ("flask", "0.12", 4),
        ("numpy", None, 13),
    ]
    assert named(found, "pyyaml").hashes == (A_HASH, "sha256:" + "b" * 64)
    assert named(found, "jinja2").marker == 'python_version >= "3"'
    assert named(found, "my-tool").origin.startswith("git+https://example.org/")
    assert named(found, "flask").file == "more/base.txt"
    assert [(one.kind, one.line) for one in found.indexes] == [("extra-index", 2)]
    told = [(one.file, one.line) for one in found.problems]
    assert told == [("more/base.txt", 2), ("requirements.txt", 12)]
    assert "outside" in found.problems[0].reason


def test_requirements_never_leave_the_root(write, tmp_path):
    (tmp_path / "secret.txt").write_text("flask==1.0\n", encoding="utf-8")
    found = read(
        write({"a/requirements.txt": f"-r {tmp_path}/secret.txt\n-r ../../secret.txt\n"}),
        "a/requirements.txt",
    )
    assert not found.dependencies
    assert len(found.problems) == 2


def test_comments_of_pip_compile_tell_what_asks_for_what(write):
    text = (
        "flask==3.0\n    # via -r requirements.in\n"
        "jinja2==3.1\n    # via\n    #   flask\n    #   other\n"
    )
    found = read(write({"requirements.txt": text}), "requirements.txt")
    assert named(found, "flask").needs == ("jinja2",)
    assert named(found, "flask").needs_known


def test_development_requirements(write):
    found = read(write({"requirements-dev.txt": "pytest==8.0\n"}), "requirements-dev.txt")
    assert found.dependencies[0].scope is Scope.DEVELOPMENT


PYLOCK = """lock-version = "1.0"
created-by = "test"
[[packages]]
name = "jinja2"
version = "2.11.2"
dependencies = [{name = "markupsafe"}]
index = "https://packages.example/simple"
[[packages.wheels]]
name = "jinja2-2.11.2-py3-none-any.whl"
url = "https://packages.example/j.whl"
hashes = {sha256 = "%s"}
[[packages]]
name = "tool"
vcs = {type = "git", url = "https://example.org/tool", commit-id = "abc"}
"""


def test_pylock_as_packaging_reads_it(write):
    text = PYLOCK % ("a" * 64)
    found = read(write({"pylock.toml": text}), "pylock.toml")
    assert rows(found) == [("jinja2", "2.11.2", 3), ("tool", None, 12)]
    assert named(found, "jinja2").hashes == (A_HASH,)
    assert named(found, "tool").origin == "git+https://example.org/tool@abc"
    theirs = Pylock.from_dict(tomllib.loads(text)).packages
    assert [str(one.version) if one.version else None for one in theirs] == ["2.11.2", None]


UV = """version = 1
requires-python = ">=3.11"

[[package]]
name = "app"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "requests" }]

[package.dev-dependencies]
dev = [{ name = "pytest" }]

[[package]]
name = "pytest"
version = "8.0.0"
source = { registry = "https://packages.example/simple" }

[[package]]
name = "requests"
version = "2.19.0"
source = { registry = "https://packages.example/simple" }
dependencies = [{ name = "urllib3" }]
sdist = { url = "https://packages.example/r.tar.gz", hash = "sha256:%s", size = 1 }

[[package]]
name = "urllib3"
version = "1.23"
source = { git = "https://example.org/u?rev=1#2" }
"""


def test_uv_lock(write):
    found = read(write({"uv.lock": UV % ("a" * 64)}), "uv.lock")
    assert [(one.name, one.version, one.scope.value, one.direct) for one in found.dependencies] == [
        ("pytest", "8.0.0", "development", False),
        ("requests", "2.19.0", "runtime", True),
        ("urllib3", "1.23", "runtime", False),
    ]
    assert named(found, "requests").needs == ("urllib3",)
    assert named(found, "requests").line == 18
    assert named(found, "urllib3").origin == "git+https://example.org/u?rev=1#2"


def test_poetry_lock(write):
    text = """[[package]]
name = "Flask"
version = "0.12"
optional = false
groups = ["main"]
files = [{file = "f.whl", hash = "sha256:aa"}]
[package.dependencies]
Jinja2 = ">=2"

[[package]]
name = "black"
version = "22.0"
optional = false
groups = ["dev"]
files = []

[metadata]
lock-version = "2.1"
"""
    found = read(write({"poetry.lock": text}), "poetry.lock")
    assert [(one.name, one.scope.value, one.line) for one in found.dependencies] == [
        ("flask", "runtime", 1),
        ("black", "development", 10),
    ]
    assert named(found, "flask").needs == ("jinja2",)


def test_pipfile_lock(write):
    text = json.dumps(
        {
            "_meta": {"pipfile-spec": 6, "sources": [{"url": "https://packages.example"}]},
            "default": {"idna": {"version": "==3.6", "hashes": [A_HASH]}},
            "develop": {
                "black": {"version": "==22.0"},
                "tool": {"git": "https://x.example/t", "ref": "1"},
            },
        },
        indent=1,
    )
    found = read(write({"Pipfile.lock": text}), "Pipfile.lock")
    assert [(one.name, one.version, one.scope.value) for one in found.dependencies] == [
        ("idna", "3.6", "runtime"),
        ("black", "22.0", "development"),
        ("tool", None, "development"),
    ]
    assert text.splitlines()[found.dependencies[0].line - 1].strip().startswith('"idna"')


def test_pyproject(write):
    text = """[project]
name = "app"
dependencies = ["requests>=2", "jinja2==2.11.2"]
optional-dependencies = {xml = ["lxml"]}
[dependency-groups]
dev = ["pytest", {include-group = "x"}]
[tool.poetry.dependencies]
python = "^3.11"
boto3 = "^1.2"
"""
    found = read(write({"pyproject.toml": text}), "pyproject.toml")
    assert [(one.name, one.version, one.wanted, one.scope.value) for one in found.dependencies] == [
        ("requests", None, ">=2", "runtime"),
        ("jinja2", "2.11.2", "", "runtime"),
        ("lxml", None, "", "optional"),
        ("pytest", None, "", "development"),
        ("boto3", None, "^1.2", "runtime"),
    ]


LOCKS = {
    1: {
        "lockfileVersion": 1,
        "dependencies": {
            "a": {
                "version": "1.0.0",
                "integrity": "sha512-eA==",
                "dependencies": {"b": {"version": "2.0.0"}},
                "requires": {"b": "^2"},
            },
            "b": {"version": "1.0.0", "dev": True},
            "@s/c": {"version": "git+ssh://git@example.org/c.git#1"},
        },
    },
    3: {
        "lockfileVersion": 3,
        "packages": {
            "": {"dependencies": {"a": "^1"}},
            "node_modules/a": {"version": "1.0.0", "license": "MIT", "dependencies": {"b": "^2"}},
            "node_modules/a/node_modules/b": {"version": "2.0.0", "hasInstallScript": True},
            "node_modules/b": {"version": "1.0.0", "dev": True},
            "node_modules/@s/c": {"resolved": "git+ssh://git@example.org/c.git#1"},
            "node_modules/own": {"link": True, "resolved": "packages/own"},
        },
    },
}


@pytest.mark.parametrize("version", [1, 3])
def test_package_lock(write, version):
    text = json.dumps(LOCKS[version], indent=2)
    found = read(write({"package-lock.json": text}), "package-lock.json")
    seen = sorted((one.name, one.version or "", one.scope.value) for one in found.dependencies)
    assert seen == [
        ("@s/c", "", "runtime"),
        ("a", "1.0.0", "runtime"),
        ("b", "1.0.0", "development"),
        ("b", "2.0.0", "runtime"),
    ]
    assert named(found, "a").needs == ("b",)
    assert named(found, "@s/c").origin.startswith("git+ssh://")
    line = text.splitlines()[named(found, "a").line - 1]
    assert line.strip() in ('"a": {', '"node_modules/a": {')


def test_yarn_classic(write):
    text = """# yarn lockfile v1


"@babel/core@^7.0.0", "@babel/core@^7.1":
  version "7.1.0"
  resolved "https://packages.example/@babel/core/-/core-7.1.0.tgz#0123456789012345678901234567890123456789"
  dependencies:
    "@babel/types" "^7"
    lodash "^4"

lodash@^4, "old@npm:lodash@^4":
  version "4.17.4"
  resolved "https://example.org/lodash.tgz"
  integrity sha512-eA==
"""
    found = read(write({"yarn.lock": text}), "yarn.lock")
    assert rows(found) == [("@babel/core", "7.1.0", 4), ("lodash", "4.17.4", 11)]
    assert named(found, "@babel/core").needs == ("@babel/types", "lodash")
    assert named(found, "@babel/core").hashes == ("sha1:" + "0123456789" * 4,)
    assert named(found, "lodash").origin == "https://example.org/lodash.tgz"


def test_yarn_berry(write):
    text = """__metadata:
  version: 8
"@aws/x@npm:^3.0.0":
  version: 3.1.0
  resolution: "@aws/x@npm:3.1.0"
  dependencies:
    tslib: "npm:^2"
  checksum: 10c0/abc
"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
"""
    found = read(write({"yarn.lock": text}), "yarn.lock")
    assert rows(found) == [("@aws/x", "3.1.0", 3)]
    assert named(found, "@aws/x").needs == ("tslib",)


PNPM = {
    "5.4": """lockfileVersion: 5.4
dependencies:
  a: 1.0.0
devDependencies:
  '@s/b': 2.0.0_peer@1.0.0
packages:
  /a/1.0.0:
    resolution: {integrity: sha512-eA==}
    dependencies: {c: 3.0.0}
    dev: false
  /@s/b/2.0.0_peer@1.0.0:
    resolution: {integrity: sha512-eA==}
    dev: true
  /c/3.0.0:
    resolution: {integrity: sha512-eA==}
    dev: false
""",
    "6.0": """lockfileVersion: '6.0'
dependencies:
  a: {specifier: ^1, version: 1.0.0}
devDependencies:
  '@s/b': {specifier: ^2, version: 2.0.0(peer@1.0.0)}
packages:
  /a@1.0.0:
    resolution: {integrity: sha512-eA==}
    dependencies: {c: 3.0.0}
    dev: false
  /@s/b@2.0.0(peer@1.0.0):
    resolution: {integrity: sha512-eA==}
    dev: true
  /c@3.0.0:
    resolution: {integrity: sha512-eA==}
    dev: false
""",
    "9.0": """lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a: {specifier: ^1, version: 1.0.0}
    devDependencies:
      '@s/b': {specifier: ^2, version: 2.0.0(peer@1.0.0)}
packages:
  a@1.0.0:
    resolution: {integrity: sha512-eA==}
  '@s/b@2.0.0':
    resolution: {integrity: sha512-eA==}
  c@3.0.0:
    resolution: {integrity: sha512-eA==}
snapshots:
  a@1.0.0:
    dependencies: {c: 3.0.0}
  '@s/b@2.0.0(peer@1.0.0)': {}
  c@3.0.0: {}
""",
}


@pytest.mark.parametrize("version", PNPM)
def test_pnpm_lock(write, version):
    found = read(write({"pnpm-lock.yaml": PNPM[version]}), "pnpm-lock.yaml")
    seen = [(one.name, one.version, one.scope.value, one.direct) for one in found.dependencies]
    assert seen == [
        ("a", "1.0.0", "runtime", True),
        ("@s/b", "2.0.0", "development", True),
        ("c", "3.0.0", "runtime", False),
    ]
    assert named(found, "a").needs == ("c",)


def test_package_json(write):
    text = """{
  "name": "app",
  "scripts": {"postinstall": "node x.js"},
  "dependencies": {
    "exact": "1.2.3",
    "range": "^1.2.3",
    "alias": "npm:lodash@4.17.4",
    "repo": "github:owner/repo#1",
    "own": "workspace:*"
  },
  "devDependencies": {"jest": "^29"}
}"""
    found = read(write({"package.json": text}), "package.json")
    assert rows(found) == [
        ("exact", "1.2.3", 5),
        ("range", None, 6),
        ("lodash", "4.17.4", 7),
        ("repo", None, 8),
        ("jest", None, 11),
    ]
    assert [(one.name, one.line) for one in found.scripts] == [("postinstall", 3)]


def test_go_mod(write):
    text = """module example.org/app
go 1.21
require github.com/a/b v1.2.3
require (
\tgithub.com/c/d v0.0.0-20200101000000-abcdefabcdef // indirect
\tgithub.com/e/f v1.0.0
)
replace github.com/e/f => ../f
replace github.com/a/b => github.com/fork/b v1.2.4
"""
    files = {"go.mod": text, "go.sum": "github.com/fork/b v1.2.4 h1:abc=\n"}
    found = read(write(files), "go.mod")
    assert rows(found) == [
        ("github.com/fork/b", "v1.2.4", 3),
        ("github.com/c/d", "v0.0.0-20200101000000-abcdefabcdef", 5),
        ("github.com/e/f", None, 6),
    ]
    assert found.dependencies[0].hashes == ("h1:abc=",)
    assert [one.direct for one in found.dependencies] == [True, False, True]


def test_pom(write):
    text = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <artifactId>app</artifactId><version>1.0</version>
  <properties><jackson.version>2.9.1</jackson.version></properties>
  <dependencyManagement><dependencies><dependency>
    <groupId>g</groupId><artifactId>managed</artifactId><version>3.0</version>
  </dependency></dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>com.fasterxml</groupId><artifactId>jackson</artifactId>
      <version>${jackson.version}</version></dependency>
    <dependency><groupId>g</groupId><artifactId>managed</artifactId></dependency>
    <dependency><groupId>g</groupId><artifactId>parents</artifactId></dependency>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4</version>
      <scope>test</scope></dependency>
    <dependency><groupId>g</groupId><artifactId>ranged</artifactId><version>[1,2)</version></dependency>
  </dependencies>
</project>"""
    found = read(write({"pom.xml": text}), "pom.xml")
    assert [(one.name, one.version, one.scope.value) for one in found.dependencies] == [
        ("com.fasterxml:jackson", "2.9.1", "runtime"),
        ("g:managed", "3.0", "runtime"),
        ("g:parents", None, "runtime"),
        ("junit:junit", "4", "development"),
        ("g:ranged", None, "runtime"),
    ]
    assert found.dependencies[0].line == 8


def test_gradle_lock(write):
    text = "# comment\ncom.a:b:1.0=runtimeClasspath\ncom.c:d:2.0=testRuntimeClasspath\nempty=x\n"
    found = read(write({"gradle.lockfile": text}), "gradle.lockfile")
    assert [(one.name, one.scope.value) for one in found.dependencies] == [
        ("com.a:b", "runtime"),
        ("com.c:d", "development"),
    ]


REFUSED = {
    "pylock.toml": ('lock-version = "2.0"\n', "2.0"),
    "uv.lock": ("version = 9\n", "9"),
    "poetry.lock": ('[metadata]\nlock-version = "3.0"\n', "3.0"),
    "Pipfile.lock": ('{"_meta": {"pipfile-spec": 7}}', "7"),
    "package-lock.json": ('{"lockfileVersion": 4}', "4"),
    "npm-shrinkwrap.json": ('{"lockfileVersion": true}', "True"),
    "yarn.lock": ("hello\n", "neither"),
    "pnpm-lock.yaml": ("lockfileVersion: 7.0\n", "7.0"),
    "go.mod": ("hello\n", "module"),
    "pom.xml": ("<!DOCTYPE x [<!ENTITY a 'b'>]><project>&a;</project>", "document type"),
    "gradle.lockfile": ("hello\n", "locked module"),
    "package.json": ("{", "JSON"),
    "pyproject.toml": ("[", "TOML"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_known_is_refused_with_a_reason(write, name):
    text, word = REFUSED[name]
    with pytest.raises(ReadProblem, match=word):
        read(write({name: text}), name)


DEEP = {
    "package-lock.json": '{"a":' * 100_000,
    "package.json": "[" * 100_000,
    "pnpm-lock.yaml": "lockfileVersion: " + "[" * 100_000,
    "uv.lock": "version = " + "[" * 100_000,
    "pom.xml": "<a>" * 100_000,
    "requirements.txt": "a" * 1_000_000 + "\n" + "[" * 10_000 + "\n",
    "yarn.lock": "# yarn lockfile v1\n" + "a" * 1_000_000,
    "go.mod": "module a\nrequire " + "x" * 1_000_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_hostile_texts_end_in_a_sentence(write, name):
    root = write({name: DEEP[name]})
    try:
        found = read(root, name)
    except ReadProblem as problem:
        assert len(str(problem)) < 2_000
    else:
        assert not found.dependencies
        assert found.problems


def test_purls_are_what_the_specification_says(write):
    root = write({"package.json": '{"dependencies": {"@s/n": "1.0.0+b", "x": "1.0.0"}}'})
    for one in read(root, "package.json").dependencies:
        assert PackageURL.from_string(one.purl).to_string() == one.purl


UV_FORKS = """\
version = 1

[[package]]
name = "app"
version = "1"
source = { virtual = "." }
dependencies = [
    { name = "click" },
    { name = "numpy", version = "2.0", marker = "python_full_version < '3.12'" },
    { name = "numpy", version = "2.4", marker = "python_full_version >= '3.12'" },
]

[[package]]
name = "click"
version = "8.0"
dependencies = [{ name = "colorama", marker = "sys_platform == 'win32'" }]

[[package]]
name = "colorama"
version = "0.4"

[[package]]
name = "numpy"
version = "2.0"
resolution-markers = ["python_full_version < '3.12'"]

[[package]]
name = "numpy"
version = "2.4"
resolution-markers = ["python_full_version >= '3.12'"]
"""


def test_uv_forks_and_markers(write):
    found = read(write({"uv.lock": UV_FORKS}), "uv.lock").dependencies
    assert {(one.name, one.version): bool(one.marker) for one in found} == {
        ("click", "8.0"): False,
        ("colorama", "0.4"): True,
        ("numpy", "2.0"): True,
        ("numpy", "2.4"): True,
    }
    runtimes = {"python3.11": ["click", "numpy 2.0"], "python3.13": ["click", "numpy 2.4"]}
    for runtime, expected in runtimes.items():
        held = [one for one in found if applies(one, runtime)]
        names = [one.name if one.name == "click" else f"{one.name} {one.version}" for one in held]
        assert names == expected
