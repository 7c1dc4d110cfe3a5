"""Which libraries are in which function, and what their being there rests on."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from crenel.readers.options import Options
from crenel.supplychain.inventory.bill import Bill, Standing
from crenel.supplychain.survey import Shipped, shipped

HEAD = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
DAY = date(2026, 11, 28)


def function(name: str, folder: str, runtime: str = "python3.12", more: str = "") -> str:
    handler = "index.handler" if runtime.startswith("nodejs") else "app.handler"
    properties = f"Runtime: {runtime}, Handler: {handler}, CodeUri: {folder}{more}"
    return f"  {name}:\n    Type: AWS::Serverless::Function\n    Properties: {{{properties}}}\n"


def taken(folder: Path) -> Shipped:
    return shipped([folder], Options(), DAY)


def bills(found: Shipped) -> dict[str, Bill]:
    return {bill.label: bill for bill in found.inventory.bills}


def names(bill: Bill) -> list[str]:
    return [one.purl.removeprefix("pkg:") for one in bill.components]


def test_each_function_has_its_own_manifest(write):
    files = {
        "template.yaml": HEAD + function("A", "a/") + function("B", "b/src") + function("C", "c/"),
        "a/requirements.txt": "jinja2==2.11.2\n",
        "b/requirements.txt": "flask==0.12\n",
        "c/app.py": "",
        "requirements.txt": "requests==2.0\n",
        "b/src/app.py": "",
        "other/requirements.txt": "black==22.0\n",
    }
    found = taken(write(files).folder)
    assert names(bills(found)["A"]) == ["pypi/jinja2@2.11.2"]
    assert names(bills(found)["B"]) == ["pypi/flask@0.12"]
    assert names(bills(found)["C"]) == ["pypi/requests@2.0"]
    assert names(found.inventory.rest) == ["pypi/black@22.0"]


def test_nothing_above_the_templates_folder_counts(write):
    files = {
        "app/template.yaml": HEAD + function("A", "a/"),
        "app/a/app.py": "",
        "requirements.txt": "requests==2.0\n",
    }
    found = taken(write(files).folder)
    assert names(bills(found)["A"]) == []
    assert names(found.inventory.rest) == ["pypi/requests@2.0"]


def test_a_shared_lock_is_cut_down_to_what_is_asked_for(write):
    lock = {
        "lockfileVersion": 3,
        "packages": {
            "": {},
            "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "1"}},
            "node_modules/b": {"version": "1.0.0"},
            "node_modules/c": {"version": "1.0.0"},
        },
    }
    files = {
        "template.yaml": HEAD + function("A", "packages/a", "nodejs22.x"),
        "packages/a/package.json": json.dumps({"dependencies": {"a": "^1"}}),
        "packages/a/index.js": "require('a')\n",
        "package.json": json.dumps({"workspaces": ["packages/*"]}),
        "package-lock.json": json.dumps(lock),
    }
    bill = bills(taken(write(files).folder))["A"]
    assert names(bill) == ["npm/a@1.0.0", "npm/b@1.0.0"]
    assert [one.file for one in bill.components[0].sightings] == [
        "package-lock.json",
        "packages/a/package.json",
    ]


def test_a_workspaces_lock_holds_for_its_packages_wherever_their_templates_lie(write):
    """Nothing above a template's folder counts, but what the package itself is part of."""
    lock = {
        "lockfileVersion": 3,
        "packages": {
            "": {},
            "apps/a": {"dependencies": {"a": "^1", "@own/lib": "*"}},
            "node_modules/@own/lib": {"resolved": "lib", "link": True},
            "lib": {"name": "@own/lib", "dependencies": {"b": "^1"}},
            "node_modules/a": {"version": "1.0.0"},
            "node_modules/b": {"version": "1.5.0"},
            "node_modules/c": {"version": "1.0.0"},
        },
    }
    own = {"name": "@own/lib", "dependencies": {"b": "^1"}, "devDependencies": {"c": "^1"}}
    files = {
        "apps/a/template.yaml": HEAD + function("A", "src/", "nodejs22.x"),
        "apps/a/package.json": json.dumps({"dependencies": {"a": "^1", "@own/lib": "*"}}),
        "apps/a/src/index.js": "exports.handler = 1\n"
        "require('a'); require('@own/lib'); require('@own/other')\n",
        "apps/b/template.yaml": HEAD + function("B", ".", "nodejs22.x"),
        "apps/b/package.json": json.dumps({"dependencies": {"a": "^1"}}),
        "lib/package.json": json.dumps(own),
        "package.json": json.dumps({"workspaces": ["apps/a", "lib"]}),
        "package-lock.json": json.dumps(lock),
    }
    shop = taken(write(files).folder)
    found = bills(shop)
    assert names(found["A"]) == ["npm/a@1.0.0", "npm/b@1.5.0"]
    undeclared = shop.reaches[found["A"].address].undeclared
    assert [one.name for one in undeclared] == ["@own/other"]
    assert names(found["B"]) == ["npm/a"]


def test_a_yarn_lock_learns_what_is_for_development(write):
    lock = '# yarn lockfile v1\n\na@^1:\n  version "1.0.0"\n\njest@^29:\n  version "29.0.0"\n'
    files = {
        "template.yaml": HEAD + function("A", ".", "nodejs22.x"),
        "package.json": json.dumps(
            {"dependencies": {"a": "^1"}, "devDependencies": {"jest": "^29"}}
        ),
        "yarn.lock": lock,
        "index.js": "",
    }
    bill = bills(taken(write(files).folder))["A"]
    scopes = {one.name: one.scope.value for one in bill.components}
    assert scopes == {"a": "runtime", "jest": "development"}


def test_markers_are_decided_for_the_runtime(write):
    text = (
        'a==1.0 ; python_version < "3.9"\nb==1.0 ; sys_platform == "win32"\n'
        'c==1.0 ; python_version >= "3.9"\nd==1.0 ; platform_machine == "x86_64"\n'
    )
    files = {
        "template.yaml": HEAD + function("New", "a/") + function("Old", "a/", "python3.8"),
        "a/requirements.txt": text,
        "a/app.py": "",
    }
    found = bills(taken(write(files).folder))
    assert names(found["New"]) == ["pypi/c@1.0", "pypi/d@1.0"]
    assert names(found["Old"]) == ["pypi/a@1.0", "pypi/d@1.0"]


METADATA = "Metadata-Version: 2.1\nName: {0}\nVersion: {1}\n"


def test_what_is_there_beside_what_is_asked_for(write):
    files = {
        "template.yaml": HEAD + function("A", "a/"),
        "a/app.py": "",
        "a/requirements.txt": "jinja2==2.11.2\nflask==0.12\n",
        "a/jinja2-2.11.3.dist-info/METADATA": METADATA.format("Jinja2", "2.11.3")
        + "Requires-Dist: MarkupSafe\n",
        "a/MarkupSafe-2.0.dist-info/METADATA": METADATA.format("MarkupSafe", "2.0"),
        "a/six-1.0.dist-info/METADATA": METADATA.format("six", "1.0"),
    }
    bill = bills(taken(write(files).folder))["A"]
    assert {one.purl.removeprefix("pkg:pypi/"): one.standing for one in bill.components} == {
        "jinja2@2.11.3": Standing.SHIPPED,
        "flask@0.12": Standing.ABSENT,
        "markupsafe@2.0": Standing.SHIPPED,
        "six@1.0": Standing.UNDECLARED,
    }


def test_layers_and_what_is_not_known_of_them(write, tmp_path):
    kind = "AWS::Serverless::LayerVersion"
    layer = f"  Shared:\n    Type: {kind}\n    Properties: {{ContentUri: shared.zip}}\n"
    more = ", Layers: [!Ref Shared, 'arn:aws:lambda:eu-west-1:111122223333:layer:x:1']"
    root = write({"template.yaml": HEAD + function("A", "a/", more=more) + layer, "a/app.py": ""})
    with zipfile.ZipFile(root.folder / "shared.zip", "w") as archive:
        archive.writestr("python/a-1.0.dist-info/METADATA", METADATA.format("a", "1.0"))
    bill = bills(taken(root.folder))["A"]
    assert [(one.purl, one.place.layer) for one in bill.components] == [
        ("pkg:pypi/a@1.0", "Shared")
    ]
    assert [one.subject for one in bill.gaps] == ["arn:aws:lambda:eu-west-1:111122223333:layer:x:1"]
    assert bill.gaps[0].line == 5


def test_an_image_and_code_elsewhere_are_gaps(write):
    image = (
        "  I:\n    Type: AWS::Serverless::Function\n"
        "    Properties: {PackageType: Image, ImageUri: '1.dkr.example/x:1'}\n"
    )
    bucket = function("B", "s3://bucket/key")
    found = bills(taken(write({"template.yaml": HEAD + image + bucket}).folder))
    assert [one.subject for one in found["I"].gaps] == ["1.dkr.example/x:1"]
    assert len(found["B"].gaps) == 1


def test_what_sam_built_is_what_is_there(write):
    files = {
        "template.yaml": HEAD + function("A", "a/"),
        "a/app.py": "",
        "a/requirements.txt": "jinja2\n",
        ".aws-sam/build/A/jinja2-3.1.dist-info/METADATA": METADATA.format("Jinja2", "3.1"),
    }
    assert names(bills(taken(write(files).folder))["A"]) == ["pypi/jinja2@3.1"]


def test_a_broken_manifest_is_told_once(write):
    files = {
        "template.yaml": HEAD + function("A", "a/") + function("B", "a/"),
        "a/app.py": "",
        "a/poetry.lock": "[",
    }
    found = taken(write(files).folder)
    assert [one.file for one in found.inventory.unread] == ["a/poetry.lock"]


# -- reach ---------------------------------------------------------------------------------------


def uses(folder: Path, name: str = "A") -> dict[str, str]:
    found = taken(folder)
    bill = bills(found)[name]
    reach = found.reaches[bill.address]
    return {one.name: reach.uses[one.key].value for one in bill.components}


def python(write, code: str, requirements: str, **more: str) -> Path:
    files = {
        "template.yaml": HEAD + function("A", "a/"),
        "a/app.py": code + "\ndef handler(event, context):\n    return 1\n",
        "a/requirements.txt": requirements,
        **more,
    }
    return write(files).folder


LIBRARIES = "pyyaml==5.3\njinja2==2.11.2\nmarkupsafe==2.0\npillow==9.0\n"


def test_used_needed_unused(write):
    found = uses(python(write, "import yaml\nfrom jinja2 import Template\n", LIBRARIES))
    assert found == {
        "pyyaml": "used",
        "jinja2": "used",
        "markupsafe": "needed",
        "pillow": "unused",
    }


def test_a_used_library_may_ask_for_what_nobody_imports(write):
    found = uses(python(write, "import something_else\n", "something-else==1.0\npillow==9.0\n"))
    assert found == {"something-else": "used", "pillow": "unknown"}


def test_guarded_imports_are_optional(write):
    code = "try:\n    import yaml\nexcept ImportError:\n    yaml = None\n"
    assert uses(python(write, code, "pyyaml==5.3\n")) == {"pyyaml": "optional"}


def test_imports_for_type_checkers_are_optional(write):
    code = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import yaml\n"
    assert uses(python(write, code, "pyyaml==5.3\n")) == {"pyyaml": "optional"}


def test_a_computed_import_may_be_any(write):
    code = "import importlib\nimportlib.import_module(f'x{1}')\n"
    assert uses(python(write, code, "pyyaml==5.3\n")) == {"pyyaml": "dynamic-unknown"}


def test_a_literal_import_is_an_import(write):
    code = "import importlib\nimportlib.import_module('yaml')\n"
    assert uses(python(write, code, "pyyaml==5.3\n")) == {"pyyaml": "used"}


def test_a_name_in_a_string_may_be_loaded(write):
    code = "URL = 'mysql+pymysql://db'\n"
    found = uses(python(write, code, "pymysql==1.0\n"))
    assert found == {"pymysql": "dynamic-unknown"}


def test_a_framework_that_finds_files_by_itself(write):
    found = uses(
        javascript(
            write,
            "require('nuxt-start')\n",
            {
                "nuxt-start": {"version": "1.0.0"},
                "axios": {"version": "1.0.0"},
            },
        )
    )
    assert found == {"nuxt-start": "used", "axios": "unknown"}


def test_the_code_of_a_layer_may_use_what_lies_beside_it(write):
    kind = "AWS::Serverless::LayerVersion"
    layer = f"  Shared:\n    Type: {kind}\n    Properties: {{ContentUri: shared/}}\n"
    files = {
        "template.yaml": HEAD + function("A", "a/", more=", Layers: [!Ref Shared]") + layer,
        "a/app.py": "import yaml\ndef handler(e, c):\n    return 1\n",
        "shared/requirements.txt": "pyyaml==5.3\nsix==1.0\n",
    }
    assert uses(write(files).folder) == {"pyyaml": "used", "six": "unknown"}


def test_through_the_modules_of_the_function(write):
    more = {"a/inner/__init__.py": "", "a/inner/work.py": "import yaml\n"}
    found = uses(python(write, "from inner import work\n", "pyyaml==5.3\n", **more))
    assert found == {"pyyaml": "used"}


def test_an_unknown_import_may_be_any_that_is_not_known_by_name(write):
    found = uses(python(write, "import strange\n", "oddly-named==1.0\n"))
    assert found == {"oddly-named": "unknown"}


def test_what_is_imported_and_asked_for_nowhere(write):
    found = taken(python(write, "import boto3, json, yaml, inner\n", "", **{"a/inner.py": ""}))
    reach = found.reaches["template.yaml::A"]
    assert [(one.purl, one.place.file, one.place.line) for one in reach.undeclared] == [
        ("pkg:pypi/pyyaml", "a/app.py", 1)
    ]


def test_modules_as_the_metadata_tells_them(write):
    more = {
        "a/odd-1.0.dist-info/METADATA": METADATA.format("odd", "1.0"),
        "a/odd-1.0.dist-info/RECORD": "strange/__init__.py,,\n",
    }
    assert uses(python(write, "import strange\n", "odd==1.0\n", **more)) == {"odd": "used"}


def javascript(write, code: str, lock: dict[str, object]) -> Path:
    packages = {f"node_modules/{name}": row for name, row in lock.items()}
    text = json.dumps({"lockfileVersion": 3, "packages": {"": {}, **packages}})
    files = {
        "template.yaml": HEAD + function("A", "a/", "nodejs22.x"),
        "a/index.js": code + "\nexports.handler = async () => 1\n",
        "a/package-lock.json": text,
    }
    return write(files).folder


def test_javascript(write):
    code = "const x = require('lodash/fp')\nimport('@s/b/deep')\n"
    code += "require('node:fs'); require('./own')\n"
    lock = {
        "lodash": {"version": "4.0.0", "dependencies": {"inner": "1"}},
        "inner": {"version": "1.0.0"},
        "@s/b": {"version": "1.0.0"},
        "gone": {"version": "1.0.0"},
    }
    root = javascript(write, code, lock)
    (root / "a/own.js").write_text("exports.x = 1\n", encoding="utf-8")
    assert uses(root) == {"lodash": "used", "inner": "needed", "@s/b": "used", "gone": "unused"}


def test_javascript_that_computes_what_it_loads(write):
    code = "require(process.env.WHICH || 'uuid')\n"
    assert uses(javascript(write, code, {"gone": {"version": "1.0.0"}})) == {
        "gone": "dynamic-unknown"
    }


def test_what_is_optional_and_what_is_a_peer_is_asked_for(write):
    lock = {
        "sharp": {
            "version": "1.0.0",
            "optionalDependencies": {"@img/linux-x64": "1"},
            "peerDependencies": {"beside": "1"},
        },
        "@img/linux-x64": {"version": "1.0.0", "optional": True},
        "beside": {"version": "1.0.0", "peer": True},
        "gone": {"version": "1.0.0"},
    }
    assert uses(javascript(write, "require('sharp')\n", lock)) == {
        "sharp": "used",
        "@img/linux-x64": "needed",
        "beside": "needed",
        "gone": "unused",
    }


def test_what_a_package_loads_and_does_not_ask_for(write, monkeypatch):
    lock: dict[str, Any] = {
        name: {"version": "1.0.0"}
        for name in ("taken", "hidden", "inner", "plugin", "stray", "word", "gone")
    }
    lock["hidden"]["dependencies"] = {"inner": "1"}
    root = javascript(write, "require('taken')\n", lock)
    asked = {"dependencies": {"taken": "1", "hidden": "1", "plugin": "1", "gone": "1"}}
    (root / "a/package.json").write_text(json.dumps(asked), encoding="utf-8")
    for name, row in lock.items():
        folder = root / "a/node_modules" / name
        folder.mkdir(parents=True)
        told = {"name": name, **row}
        (folder / "package.json").write_text(json.dumps(told), encoding="utf-8")
    source = root / "a/node_modules/taken/lib.js"
    text = (
        "try { require('hidden/x') } catch {}\nload(`plugin`); import a from 'stray'; f('word')\n"
    )
    source.write_text(text, encoding="utf-8")
    assert uses(root) == {
        "taken": "used",
        "hidden": "dynamic-unknown",
        "inner": "dynamic-unknown",
        "plugin": "dynamic-unknown",
        "stray": "dynamic-unknown",
        "word": "unused",
        "gone": "unused",
    }
    monkeypatch.setattr("crenel.supplychain.reach.named.MAX_BYTES", 5)
    assert uses(root)["gone"] == "dynamic-unknown"


CLASSIC = """\
# yarn lockfile v1

taken@1:
  version "1.0.0"

perhaps@1:
  version "1.0.0"
  dependencies:
    deep "1"

deep@1:
  version "1.0.0"

stray@1:
  version "1.0.0"
"""


def test_a_lock_that_does_not_tell_of_peers(write):
    asked = {"taken": "1", "perhaps": "1"}
    files = {
        "template.yaml": HEAD + function("A", "a/", "nodejs22.x"),
        "a/index.js": "require('taken')\nexports.handler = async () => 1\n",
        "a/package.json": json.dumps({"dependencies": asked}),
        "a/yarn.lock": CLASSIC,
    }
    root = write(files).folder
    found = uses(root)
    assert found == {
        "taken": "used",
        "perhaps": "unknown",
        "deep": "unknown",
        "stray": "unused",
    }
    (root / "a/index.js").write_text("exports.handler = async () => 1\n", encoding="utf-8")
    assert uses(root)["perhaps"] == "unused"


def test_what_lies_inside_a_library_goes_with_it(write):
    inner = {
        "a/tools/_vendor/six.py": "",
        "a/tools/_vendor/six-1.0.dist-info/METADATA": METADATA.format("six", "1.0"),
        "a/tools/_vendor/six-1.0.dist-info/RECORD": "six.py,,\n",
    }
    more = {**installed("tools", "tools/__init__.py"), "a/tools/__init__.py": "", **inner}
    assert uses(python(write, "import tools\n", "", **more)) == {"tools": "used", "six": "needed"}


def test_nothing_uses_it_and_what_lies_inside(write):
    inner = {
        "a/tools/_vendor/six.py": "",
        "a/tools/_vendor/six-1.0.dist-info/METADATA": METADATA.format("six", "1.0"),
        "a/tools/_vendor/six-1.0.dist-info/RECORD": "six.py,,\n",
    }
    more = {**installed("tools", "tools/__init__.py"), "a/tools/__init__.py": "", **inner}
    assert uses(python(write, "", "", **more)) == {"tools": "unused", "six": "unused"}


def test_libraries_whose_metadata_was_removed(write):
    more = {
        "a/requests/__init__.py": "from .__version__ import __version__\nimport urllib3\n",
        "a/requests/__version__.py": "__version__ = '2.31.0'\n",
        "a/urllib3/__init__.py": "",
        **{f"a/urllib3/m{number}.py": "" for number in range(4)},
        "a/odd_one/__init__.py": "",
        "a/yaml/__init__.py": "# one's own, which only has that name\n",
        "a/six.py": '__version__ = "1.16.0"\n',
    }
    root = python(write, "import requests\n", "requests==2.30\nodd-one==1.0\n", **more)
    found = taken(root)
    bill = bills(found)["A"]
    assert {(one.name, one.version, one.stripped) for one in bill.components} == {
        ("requests", "2.31.0", True),
        ("urllib3", None, True),
        ("odd-one", "1.0", True),
        ("six", "1.16.0", True),
    }
    assert uses(root)["urllib3"] == "used"


def test_a_stripped_layer(write):
    kind = "AWS::Serverless::LayerVersion"
    layer = f"  Shared:\n    Type: {kind}\n    Properties: {{ContentUri: shared.zip}}\n"
    files = {
        "template.yaml": HEAD + function("A", "a/", more=", Layers: [!Ref Shared]") + layer,
        "a/app.py": "import jinja2\ndef handler(e, c):\n    return 1\n",
    }
    root = write(files).folder
    with zipfile.ZipFile(root / "shared.zip", "w") as archive:
        archive.writestr("python/jinja2/__init__.py", '__version__ = "2.11.2"\n')
    (component,) = bills(taken(root))["A"].components
    assert (component.purl, component.stripped) == ("pkg:pypi/jinja2@2.11.2", True)
    assert component.place.file == "shared.zip!/python/jinja2/__init__.py"


def test_a_bundle_is_what_it_says(write):
    meta = {
        "inputs": {},
        "outputs": {"i.js": {"inputs": {"node_modules/lodash/l.js": {"bytesInOutput": 9}}}},
    }
    root = javascript(write, "", {"lodash": {"version": "4.0.0"}, "gone": {"version": "1.0.0"}})
    (root / "a/meta.json").write_text(json.dumps(meta), encoding="utf-8")
    found = taken(root)
    bill = bills(found)["A"]
    assert {one.name: one.standing for one in bill.components} == {
        "lodash": Standing.SHIPPED,
        "gone": Standing.ABSENT,
    }
    assert uses(root)["lodash"] == "used"


def installed(name: str, *modules: str, needs: str = "") -> dict[str, str]:
    record = "".join(f"{module},,\n" for module in modules)
    asks = f"Requires-Dist: {needs}\n" if needs else ""
    return {
        f"a/{name}-1.0.dist-info/METADATA": METADATA.format(name, "1.0") + asks,
        f"a/{name}-1.0.dist-info/RECORD": record,
    }


def test_through_the_sources_of_libraries(write):
    more = {
        **installed("top", "top/__init__.py", "top/near.py", "top/far.py", needs="middle"),
        **installed("middle", "middle.py"),
        **installed("afar", "afar.py"),
        **installed("asked", "asked.py"),
        **installed("named", "named.py"),
        "a/top/__init__.py": "from . import near\nimport_module('named')\nx = '\\d'\n",
        "a/top/near.py": "def later():\n    from middle import x\n",
        "a/top/far.py": "import afar\n",
        "a/middle.py": "x = 1\n",
        "a/afar.py": "",
        "a/asked.py": "",
        "a/named.py": "(" * 500,
    }
    found = uses(python(write, "import top\n", "", **more))
    assert found == {
        "top": "used",
        "middle": "used",
        "named": "used",
        "afar": "unused",
        "asked": "unused",
    }


def test_what_metadata_asks_for_and_no_source_imports_is_no_certain_waste(write):
    more = {
        **installed("native", "native/__init__.py", "native/_x.so", needs="cffi"),
        **installed("cffi", "cffi/__init__.py"),
        "a/native/__init__.py": "from . import _x\n",
        "a/cffi/__init__.py": "",
    }
    assert uses(python(write, "import native\n", "", **more)) == {
        "native": "used",
        "cffi": "needed",
    }


def test_a_library_beside_the_code_is_not_the_code(write):
    more = {
        **installed("python-dateutil", "dateutil/__init__.py"),
        **installed("six", "six.py"),
        "a/dateutil/__init__.py": "import importlib\nimportlib.import_module(x)\nimport six\n",
        "a/six.py": "",
        **installed("gone", "gone.py"),
        "a/gone.py": "",
    }
    found = uses(python(write, "from dateutil import parser\n", "", **more))
    assert found == {"python-dateutil": "used", "six": "used", "gone": "unused"}


def test_libraries_that_import_one_another_end(write):
    more = {
        **installed("one", "one.py"),
        **installed("two", "two.py"),
        "a/one.py": "import two\nfrom .... import x\n",
        "a/two.py": "import one\n",
    }
    assert uses(python(write, "import one\n", "", **more)) == {"one": "used", "two": "used"}
