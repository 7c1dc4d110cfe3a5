"""What is shown to others is reached by who takes it; what is handed on whole, by anybody."""

from __future__ import annotations

import pytest
from tests.code.trees import facts, javascript

CLIENT = "const db = new (require('aws-sdk').DynamoDB)();\n"
ESM = (
    "import { DynamoDB } from 'aws-sdk';\nconst db = new DynamoDB();\n"
    "export const get = (x) => db.getItem(x).promise();\n"
    "export async function put(x) { return db.putItem(x).promise(); }\n"
)
BARE = f"""{CLIENT}
const get = (x) => db.getItem(x).promise();
async function put(x) {{ return db.putItem(x).promise(); }}
"""
LISTED = f"{BARE}module.exports = {{ get, put }};\n"
NAMED = f"{BARE}exports.get = get;\nmodule.exports.put = put;\n"
CLAUSE = ESM.replace("export ", "") + "export { get, put };\n"
DEFAULT = ESM.replace("export ", "") + "export default { get, put };\n"
PYTHON = """
import boto3
db = boto3.client("dynamodb")
def get(x): return db.get_item(x)
def put(x): return db.put_item(x)
"""


def reached(found) -> set[str]:
    return {str(one.operation).lower().replace("_", "") for one in found.sdk_calls if one.reached}


@pytest.mark.parametrize("lib", [ESM, CLAUSE], ids=["declared", "clause"])
@pytest.mark.parametrize(
    "use",
    [
        "import { get, put } from './lib.js';\nexport const handler = (e) => get(e);",
        "import * as lib from './lib.js';\nexport const handler = (e) => lib.get(e);",
        """import { get } from './lib.js';
        export { put } from './lib.js';
        export const handler = (e) => get(e);""",
        """import { get, put } from './lib.js';
        export const handler = (e) => get(e);
        export const other = (e) => put(e);""",
    ],
)
def test_what_modules_export_is_reached_by_who_uses_it(lib, use):
    assert reached(javascript(use, lib_js=lib)) == {"getitem"}


@pytest.mark.parametrize("lib", [LISTED, NAMED], ids=["listed", "named"])
@pytest.mark.parametrize(
    "use",
    [
        "const { get, put } = require('./lib');\nexports.handler = (e) => get(e);",
        "const lib = require('./lib');\nexports.handler = (e) => lib.get(e);",
        "const lib = require('./lib');\nexports.handler = (e) => lib['get'](e);",
        "exports.handler = (e) => require('./lib').get(e);",
    ],
)
def test_what_commonjs_exports_is_reached_by_who_uses_it(lib, use):
    assert reached(javascript(use, path="app.cjs", lib_js=lib)) == {"getitem"}


@pytest.mark.parametrize(
    ("use", "lib"),
    [
        ("import * as lib from './lib.js';\nexport const handler = (e) => lib[e.op](e);", ESM),
        ("import * as lib from './lib.js';\nexport const handler = () => serve(lib);", ESM),
        ("import lib from './lib.js';\nexport const handler = (e) => lib[e.op](e);", DEFAULT),
        ("const lib = require('./lib');\nexports.handler = (e) => lib[e.op](e);", LISTED),
        ("const lib = require('./lib');\nexports.handler = () => Object.keys(lib);", NAMED),
        ("exports.handler = () => serve(require('./lib'));", LISTED),
        ("export const handler = async (e) => (await import('./lib.js'))[e.op](e);", ESM),
    ],
)
def test_what_is_handed_on_whole_is_reached(use, lib):
    assert reached(javascript(use, path="app.js", lib_js=lib)) == {"getitem", "putitem"}


def test_functions_in_an_object_are_reached_by_a_name_that_is_computed():
    text = f"""{CLIENT}
const ops = {{ get: (x) => db.getItem(x).promise(), put: (x) => db.putItem(x).promise() }};
exports.handler = (e) => ops[e.op](e);
"""
    assert reached(javascript(text, path="app.cjs")) == {"getitem", "putitem"}


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("from lib import get, put\ndef handler(e, c): return get(e)\n", {"getitem"}),
        ("import lib\ndef handler(e, c): return lib.get(e)\n", {"getitem"}),
        (
            "import lib\ndef handler(e, c): return getattr(lib, e['op'])(e)\n",
            {"getitem", "putitem"},
        ),
        (
            """from lib import get, put
            OPS = {'g': get, 'p': put}
            def handler(e, c): return OPS[e['op']](e)""",
            {"getitem", "putitem"},
        ),
    ],
)
def test_python_reaches_what_it_mentions(use, expected):
    assert reached(facts(use, lib_py=PYTHON)) == expected


TRACED = """\
import boto3, functools
from aws_lambda_powertools import Tracer
tracer = Tracer()
db = boto3.client("dynamodb")
REGISTRY, ALL = {}, []

def own(f):
    @functools.wraps(f)
    def inner(event, context):
        print(f.__name__)
        return f(event, context)
    return inner

def of_kind(kind):
    def decorate(f):
        def inner(*given):
            return f(*given)
        return inner
    return decorate

def registers(f):
    REGISTRY[f.__name__] = f
    return f

def keeps(f):
    def inner(*given):
        return f(*given)
    ALL.append(f)
    return inner

@DECORATOR
def other(event, context):
    return db.put_item(TableName="t", Item={})

@tracer.capture_lambda_handler
def handler(event, context):
    return db.get_item(TableName="t", Key={})
"""


@pytest.mark.parametrize(
    ("decorator", "expected"),
    [
        ("tracer.capture_lambda_handler", {"getitem"}),
        ("tracer.capture_method(capture_response=False)", {"getitem"}),
        ("functools.lru_cache", {"getitem"}),
        ("own", {"getitem"}),
        ("of_kind('x')", {"getitem"}),
        ("registers", {"getitem", "putitem"}),
        ("keeps", {"getitem", "putitem"}),
        ("app.get('/orders')", {"getitem", "putitem"}),
        ("tool", {"getitem", "putitem"}),
        ("somewhere.unknown(1)", {"getitem", "putitem"}),
    ],
)
def test_a_decorated_function_is_reached_where_its_decorator_hands_it_on(decorator, expected):
    assert reached(facts(TRACED.replace("DECORATOR", decorator))) == expected


def test_a_decorated_function_is_reached_by_its_name():
    text = TRACED.replace("DECORATOR", "own") + "    other(event, context)\n"
    assert reached(facts(text.replace("    return db.get_item", "    db.get_item"))) == {
        "getitem",
        "putitem",
    }


STORE = """\
import boto3
db = boto3.client("dynamodb")
class Store{base}:
    def get(self, x): return db.get_item(TableName="t", Key=x)
    def put(self, x): return db.put_item(TableName="t", Item=x)
store = Store()
def handler(event, context):
    {line}
"""


@pytest.mark.parametrize(
    ("line", "base", "expected"),
    [
        ("return store.get(event)", "", {"getitem"}),
        ("return getattr(store, 'get')(event)", "", {"getitem", "putitem"}),
        ("return {'a': store.get, 'b': store.put}[event['x']](event)", "", {"getitem", "putitem"}),
        ("return getattr(store, event['x'])(event)", "", {"getitem", "putitem"}),
        ("return anything(store)", "", {"getitem", "putitem"}),
        ("return anything(Store)", "", {"getitem", "putitem"}),
        ("return 1", "", set()),
        ("return 1", "(object)", set()),
        ("return 1", "(Base)", {"getitem", "putitem"}),
    ],
)
def test_methods_are_reached_by_their_names(line, base, expected):
    assert reached(facts(STORE.format(line=line, base=base))) == expected


def test_a_method_that_is_named_before_its_class_is_reached():
    lib = STORE.format(line="pass", base="").replace("store = Store()\n", "")
    use = "import lib\ndef handler(e, c): return make(lib.Store).put(e)\n"
    assert reached(facts(use, lib_py=lib)) == {"getitem", "putitem"}
    assert reached(facts(use.replace("make(lib.Store)", "lib.Store()"), lib_py=lib)) == {"putitem"}


def test_a_method_that_javascript_names_is_reached():
    text = f"""{CLIENT}
class Store {{
  get(x) {{ return db.getItem(x).promise(); }}
  put(x) {{ return db.putItem(x).promise(); }}
}}
const store = new Store();
exports.handler = (e) => LINE;
"""
    for line, expected in (
        ("store.get(e)", {"getitem"}),
        ("{ const { put } = store; return put(e); }", {"putitem"}),
        ("store[e.op](e)", {"getitem", "putitem"}),
    ):
        assert reached(javascript(text.replace("LINE", line), path="app.cjs")) == expected
