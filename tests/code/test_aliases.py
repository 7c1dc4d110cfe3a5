"""Bare names that mean files of the project itself."""

from __future__ import annotations

import json

import pytest
from tests.code.trees import DictTree

from crenel.code.javascript.aliases import MAX_PACKAGES, Aliases


def stems(files: dict[str, object], name: str, importer: str = "apps/a/src/app.ts") -> list[str]:
    texts: dict[str, str | None] = {
        path: one if isinstance(one, str) else json.dumps(one) for path, one in files.items()
    }
    return list(Aliases(DictTree(texts)).stems(importer, name))


def tsconfig(**options: object) -> dict[str, object]:
    return {"compilerOptions": options}


ROOT = {"name": "root", "workspaces": ["packages/*", "libs/**"]}


@pytest.mark.parametrize(
    ("files", "name", "first"),
    [
        ({"apps/a/tsconfig.json": tsconfig(paths={"@/*": ["./src/*"]})}, "@/db", "apps/a/src/db"),
        (
            {"apps/a/tsconfig.json": tsconfig(baseUrl="src", paths={"~/*": ["lib/*"]})},
            "~/db",
            "apps/a/src/lib/db",
        ),
        ({"apps/a/tsconfig.json": tsconfig(baseUrl="./src")}, "lib/db", "apps/a/src/lib/db"),
        ({"tsconfig.json": tsconfig(paths={"db": ["libs/db/index.ts"]})}, "db", "libs/db/index.ts"),
        (
            {"tsconfig.json": tsconfig(paths={"@x/*": ["a/*"], "@x/deep/*": ["b/*"]})},
            "@x/deep/db",
            "b/db",
        ),
        (
            {
                "apps/a/tsconfig.json": {"extends": "../../base", "compilerOptions": {}},
                "base.json": '{"compilerOptions": {"paths": {"@/*": ["src/*"],}}} // kept here',
            },
            "@/db",
            "src/db",
        ),
        ({"package.json": ROOT, "libs/d/package.json": {"name": "d"}}, "d", "libs/d/src/index"),
        (
            {"package.json": ROOT, "packages/d/package.json": {"name": "@x/db", "main": "m.js"}},
            "@x/db",
            "packages/d/m.js",
        ),
        (
            {"package.json": ROOT, "libs/deep/er/package.json": {"name": "@x/db"}},
            "@x/db/table",
            "libs/deep/er/table",
        ),
        (
            {
                "package.json": {"workspaces": {"packages": ["packages/db"]}},
                "packages/db/package.json": {
                    "name": "db",
                    "exports": {".": {"import": "./i.mjs"}, "./sub/*": "./src/*.ts"},
                },
            },
            "db/sub/one",
            "packages/db/src/one.ts",
        ),
        (
            {
                "pnpm-workspace.yaml": "packages:\n  - 'packages/*'\n  - '!packages/old'\n",
                "packages/db/package.json": {"name": "db"},
            },
            "db",
            "packages/db/src/index",
        ),
        (
            {"apps/a/package.json": {"dependencies": {"db": "file:../../shared/db"}}},
            "db",
            "shared/db/src/index",
        ),
        (
            {"apps/a/package.json": {"imports": {"#db": {"default": "./src/db.js"}}}},
            "#db",
            "apps/a/src/db.js",
        ),
    ],
)  # fmt: skip
def test_what_configuration_says_comes_first(files, name, first):
    assert stems(files, name)[0] == first


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"package.json": ROOT, "packages/db/package.json": {"name": "other"}},
        {"package.json": "not json", "tsconfig.json": "[]"},
        {"tsconfig.json": tsconfig(paths={"db": ["../../outside"]})},
        {"tsconfig.json": tsconfig(paths=["db"], baseUrl=3)},
        {"tsconfig.json": {"extends": "./tsconfig.json"}},
        {"package.json": {"workspaces": [1, "../*", "/etc"]}},
        {"package.json": {"dependencies": {"db": "file:../../../outside"}}},
    ],
)
def test_what_is_said_nowhere_or_leads_out_means_nothing(files):
    assert stems(files, "db") == []


def test_a_workspace_of_many_packages_is_bounded():
    names = sorted(f"p{number}" for number in range(MAX_PACKAGES + 1))
    files: dict[str, object] = {f"packages/{name}/package.json": {"name": name} for name in names}
    files["package.json"] = ROOT
    texts: dict[str, str | None] = {path: json.dumps(one) for path, one in files.items()}
    aliases = Aliases(DictTree(texts))
    assert list(aliases.stems("app.js", names[0]))
    assert not list(aliases.stems("app.js", names[-1]))
