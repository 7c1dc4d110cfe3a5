"""How far the sender's choice carries."""

from __future__ import annotations

import pytest
from tests.code.trees import facts, javascript, sinks

YES, NO, UNKNOWN = "yes", "no", "unknown"


def python_answers(body: str, before: str = "") -> list[str]:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    text = f"import json, uuid, shlex, os\n{before}\ndef handler(event, context):\n{lines}"
    return [answer for _, answer in sinks(facts(text))]


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("eval(event['a']['b'][0])", YES),
        ("eval(event.get('a'))", YES),
        ("a = b = event['x']\neval(b)", YES),
        ("a, b = event['x'], 'c'\neval(a)", YES),
        ("a, b = event['x'], 'c'\neval(b)", NO),
        ("for r in event['Records']: eval(r['body'])", YES),
        ("for k, v in event.items(): eval(v)", YES),
        ("[eval(r) for r in event['Records']]", YES),
        ("x = {k: v for k, v in event.items()}\neval(x)", YES),
        ("x = 'a' + event['x']\nx += 'b'\neval(x)", YES),
        ("x = 'a'\nx += event['x']\neval(x)", YES),
        ("eval('%s' % event['x'])", YES),
        ("eval('{}'.format(event['x']))", YES),
        ("eval(' '.join(['a', event['x']]))", YES),
        ("eval(json.loads(event['body'])['x'])", YES),
        ("eval(event['x'] or 'default')", YES),
        ("eval(event['x'] if context else 'a')", YES),
        ("if (x := event['x']): eval(x)", YES),
        ("d = {'a': event['x'], 'b': 'c'}\neval(d['a'])", YES),
        ("d = {'a': event['x'], 'b': 'c'}\neval(d['b'])", NO),
        ("d = {}\nd['a'] = event['x']\neval(d['a'])", YES),
        ("parts = ['a']\nparts.append(event['x'])\neval(str(parts))", YES),
        ("x = event['x']\nx = 'constant'\neval(x)", NO),
        ("x = event['x']\nx = int(x)\neval(x)", NO),
        ("eval(float(event['x']))", NO),
        ("eval(str(uuid.UUID(event['x'])))", NO),
        ("eval(len(event['x']))", NO),
        ("eval(event['x'] == 'a')", NO),
        ("os.system('ls ' + shlex.quote(event['x']))", NO),
        ("eval(shlex.quote(event['x']))", YES),
        ("eval(os.environ['X'])", NO),
        ("eval(unknown_thing.call(event['x']))", UNKNOWN),
        ("eval(context.aws_request_id)", NO),
        ("with open(event['x']) as f: eval(f)", UNKNOWN),
    ],
)
def test_inside_a_python_handler(body, answer):
    assert python_answers(body) == [answer]


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("x = 'a'\nif c: x = event['x']\neval(x)", YES),
        ("x = event['x']\nif c: x = 'a'\neval(x)", YES),
        ("x = event['x']\nif c: x = 'a'\nelse: x = 'b'\neval(x)", NO),
        ("x = 'a'\nif c:\n    x = event['x']\n    return\neval(x)", NO),
        ("x = 'a'\ntry:\n    x = 'b'\nexcept E:\n    x = event['x']\neval(x)", YES),
        ("x = 'a'\nwhile c:\n    x = event['x']\neval(x)", YES),
        (
            "match c:\n    case 1:\n        x = event['x']\n    case _:\n        x = 'b'\neval(x)",
            YES,
        ),
    ],
)
def test_through_branches(body, answer):
    assert python_answers(body) == [answer]


@pytest.mark.parametrize(
    ("before", "body", "answer"),
    [
        ("def f(x): eval(x)", "f(event['x'])", YES),
        ("def f(x): eval(x)", "f('a')", NO),
        ("def f(x, y): eval(y)", "f(event['x'], 'b')", NO),
        ("def f(x, y): eval(y)", "f('a', y=event['x'])", YES),
        ("def f(*a): eval(a[0])", "f(event['x'])", YES),
        ("def f(x): g(x)\ndef g(y): eval(y)", "f(event['x'])", YES),
        ("def f(x): return x + 'a'", "eval(f(event['x']))", YES),
        ("def f(x): return 'a'", "eval(f(event['x']))", NO),
        ("def f(x): return f(x)", "eval(f(event['x']))", NO),
        ("class A:\n  def run(self, x): eval(x)", "A().run(event['x'])", YES),
        (
            "class A:\n  def __init__(self, x): self.x = x\n  def run(self): eval(self.x)",
            "A(event['x']).run()",
            YES,
        ),
        ("class B:\n  def run(self, x): eval(x)\nclass A(B): pass", "A().run(event['x'])", YES),
        ("X = 'a'", "global X\nX = event['x']\neval(X)", YES),
    ],
)
def test_through_python_functions(before, body, answer):
    assert python_answers(body, before) == [answer]


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("eval(event.body)", YES),
        ("const {body} = event; eval(body)", YES),
        ("const {body: {a: [b]}} = event; eval(b)", YES),
        ("const {a, ...rest} = event; eval(rest.x)", YES),
        ("let x; x = event.x; eval(x)", YES),
        ("eval(`${event.x}`)", YES),
        ("eval(JSON.parse(event.body).x)", YES),
        ("eval(event?.x?.y ?? 'a')", YES),
        ("eval(event!.x)", YES),
        ("eval((event as any).x)", YES),
        ("for (const r of event.Records) eval(r.body)", YES),
        ("event.Records.forEach(r => eval(r.body))", YES),
        ("event.Records.map(async ({body}) => { eval(body) })", YES),
        ("eval(Buffer.from(event.body, 'base64').toString())", YES),
        ("const f = (x) => x + 'a'; eval(f(event.x))", YES),
        ("const o = {a: event.x, b: 'c'}; eval(o.b)", NO),
        ("eval({...event}.x)", YES),
        ("eval(Number(event.x))", NO),
        ("eval(parseInt(event.x, 10))", NO),
        ("eval(event.x === 'a')", NO),
        ("eval(process.env.X)", NO),
        ("eval(await load(event.x))", UNKNOWN),
        ("let x = event.x; if (c) { x = 'a' } else { x = 'b' } eval(x)", NO),
        ("let x = event.x; switch (c) { case 1: x = 'a'; break } eval(x)", YES),
    ],
)
def test_inside_a_javascript_handler(body, answer):
    text = f"import {{load, c}} from 'x';\nexport const handler = async (event) => {{ {body} }};\n"
    found = facts(text, "app.ts")
    assert [tainted for _, tainted in sinks(found)] == [answer]


def test_through_modules():
    found = facts(
        """
        from lib import db
        from lib.names import clean as tidy
        def handler(event, context):
            db.find(event["id"])
            db.find_all(tidy(event["id"]))
        """,
        lib__db_py="""
        import sqlite3
        connection = sqlite3.connect("x")
        def find(key): connection.execute("select * from t where id = " + key)
        def find_all(key): connection.execute("select * from t where id = " + key)
        """,
        lib__names_py="def clean(x): return int(x)\n",
    )
    assert [(sink.function, sink.tainted.value) for sink in found.sinks] == [
        ("find", "yes"),
        ("find_all", "no"),
    ]


def test_a_recursive_function_comes_to_an_end():
    assert python_answers("f(event['x'])", "def f(x):\n  eval(x)\n  f([x])\n  return f(x)") == [YES]


def test_code_that_nobody_reaches_is_told_apart():
    found = facts("def handler(event, context): pass\ndef dead(x): eval(x)\n")
    assert [(sink.reached, sink.tainted.value) for sink in found.sinks] == [(False, "unknown")]


@pytest.mark.parametrize(
    "text",
    [
        "exports.handler = async (event) => eval(event.x);",
        "module.exports.handler = function (event) { eval(event.x) };",
        "const handler = (event) => eval(event.x); module.exports = { handler };",
        "export async function handler(event) { eval(event.x) }",
        "const handler = (event) => eval(event.x); export { handler };",
        "const main = (event) => eval(event.x); export { main as handler };",
        "const base = (event) => eval(event.x); export const handler = middy(base).use(json());",
        "export const handler = middy().handler((event) => eval(event.x));",
        (
            "class A { run(event) { eval(event.x) } }\nconst a = new A();\n"
            "export const handler = (e) => a.run(e);"
        ),
    ],
)
def test_handlers_however_they_are_exported(text):
    found = javascript(text)
    assert found.handler is not None
    assert sinks(found) == [("code-execution", "yes")]


def test_routes_are_entries():
    text = (
        "app = App()\n@app.get('/x/<name>')\ndef show(name): eval(name)\ndef handler(e, c): pass\n"
    )
    assert sinks(facts(text)) == [("code-execution", "yes")]
    text = "app.post('/x', (req, res) => { eval(req.body.x) });\n"
    assert sinks(javascript(text)) == [("code-execution", "yes")]
