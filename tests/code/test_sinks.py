"""Each kind of sink: on what the sender chooses, on constants, and on what cannot be known."""

from __future__ import annotations

import pytest
from tests.code.trees import facts, javascript, only, sinks

PYTHON = [
    ("code-execution", "", "eval({})"),
    ("code-execution", "", "exec({})"),
    ("code-execution", "", "compile({}, 'x', 'exec')"),
    ("shell-command", "import os", "os.system('ls ' + {})"),
    ("shell-command", "import os", "os.popen(f'ls {{{}}}')"),
    ("shell-command", "from os import system as run", "run({})"),
    ("shell-command", "import subprocess as sp", "sp.run({}, shell=True)"),
    ("shell-command", "import subprocess", "subprocess.Popen('ls %s' % {}, shell=True)"),
    ("unsafe-deserialisation", "import pickle", "pickle.loads({})"),
    ("unsafe-deserialisation", "import marshal", "marshal.loads({})"),
    ("unsafe-deserialisation", "import dill", "dill.loads({})"),
    ("unsafe-deserialisation", "import shelve", "shelve.open({})"),
    ("unsafe-deserialisation", "import yaml", "yaml.load({})"),
    ("unsafe-deserialisation", "import yaml", "yaml.load({}, Loader=yaml.Loader)"),
    ("sql-injection", "", "cursor.execute(f'select * from t where id = {{{}}}')"),
    ("sql-injection", "", "cursor.execute('select * from t where id = ' + {})"),
    ("sql-injection", "", "cursor.execute('delete from t where id = %s' % {})"),
    ("sql-injection", "", "cursor.execute('delete from t where id = {{}}'.format({}))"),
    ("server-side-request", "import requests", "requests.get({})"),
    ("server-side-request", "import urllib.request", "urllib.request.urlopen('http://' + {})"),
    ("temporary-file", "", "open('/tmp/' + {}, 'w')"),
]
VALUES = [("event['body']", "yes"), ("'constant'", "no"), ("elsewhere()", "unknown")]


@pytest.mark.parametrize(("value", "answer"), VALUES)
@pytest.mark.parametrize(("kind", "imports", "call"), PYTHON)
def test_a_python_sink_in_three_answers(kind, imports, call, value, answer):
    if kind == "server-side-request" and value == "'constant'":
        pytest.skip("a literal host is an Outbound, no sink")
    name = "value"
    text = f"from x import elsewhere\n{imports}\ndef handler(event, context):\n"
    found = facts(f"{text}    {name} = {value}\n    {call.format(name)}\n")
    assert sinks(found) == [(kind, answer)]


JAVASCRIPT = [
    ("code-execution", "", "eval({})"),
    ("code-execution", "", "new Function({})"),
    ("code-execution", "import vm from 'vm'", "vm.runInNewContext({})"),
    ("code-execution", "const vm = require('node:vm')", "new vm.Script({})"),
    ("shell-command", "import { exec } from 'child_process'", "exec(`ls ${{{}}}`)"),
    ("shell-command", "const cp = require('child_process')", "cp.execSync('ls ' + {})"),
    ("shell-command", "import {spawn} from 'node:child_process'", "spawn({}, [], {{shell: true}})"),
    ("unsafe-deserialisation", "const s = require('node-serialize')", "s.unserialize({})"),
    ("sql-injection", "", "connection.query(`select * from t where id = ${{{}}}`)"),
    ("sql-injection", "", "connection.execute('delete from t where id = ' + {})"),
    ("sql-injection", "", "pool.query({{text: `select ${{{}}}`, values: []}})"),
    ("server-side-request", "import axios from 'axios'", "axios.get({})"),
    ("server-side-request", "", "fetch(`https://${{{}}}/x`)"),
    ("temporary-file", "import fs from 'fs'", "fs.writeFileSync(`/tmp/${{{}}}`, '')"),
]


@pytest.mark.parametrize(
    ("value", "answer"), [("event.body", "yes"), ("'constant'", "no"), ("elsewhere()", "unknown")]
)
@pytest.mark.parametrize(("kind", "imports", "call"), JAVASCRIPT)
def test_a_javascript_sink_in_three_answers(kind, imports, call, value, answer):
    if kind == "server-side-request" and answer == "no":
        pytest.skip("a literal host is an Outbound, no sink")
    text = f"import {{elsewhere}} from 'x';\n{imports};\nexport const handler = async (event) => {{"
    found = javascript(f"{text}\n  const value = {value};\n  {call.format('value')};\n}};\n")
    assert sinks(found) == [(kind, answer)]


@pytest.mark.parametrize(
    "line",
    [
        "subprocess.run(['ls', event['x']])",
        "subprocess.run(event['x'], shell=False)",
        "yaml.safe_load(event['x'])",
        "yaml.load(event['x'], Loader=yaml.SafeLoader)",
        "cursor.execute('select * from t where id = %s', (event['x'],))[0]['eval']",
        "logger.info(event['requestContext']['requestId'])",
        "requests.get('https://example.com/' + event['x'])",
        "open('/tmp/x')",
        "table.query(KeyConditionExpression=event['x'])",
    ],
)
def test_what_is_no_danger(line):
    text = "import subprocess, yaml, requests, logging, boto3\nlogger = logging.getLogger()\n"
    text += "table = boto3.resource('dynamodb').Table('t')\n"
    found = facts(f"{text}def handler(event, context):\n    {line}\n")
    assert [answer for _, answer in sinks(found) if answer != "no"] == []


def test_a_shell_that_a_variable_turns_on_is_unknown():
    found = facts(
        """
        import subprocess
        from config import SHELL
        def handler(event, context):
            subprocess.run(event["x"], shell=SHELL)
        """
    )
    assert sinks(found) == [("shell-command", "unknown")]


def test_js_yaml_is_unknown_for_its_version_is():
    text = "import y from 'js-yaml';\nexport const handler = async (e) => y.load(e.body);\n"
    assert sinks(javascript(text)) == [("unsafe-deserialisation", "unknown")]


@pytest.mark.parametrize(
    "line",
    [
        "requests.get('https://a.example', verify=False)",
        "requests.Session().post('https://a.example', verify=False)",
        "httpx.Client(verify=False)",
        "urllib3.PoolManager(cert_reqs='CERT_NONE')",
        "ssl._create_unverified_context()",
        "context.verify_mode = ssl.CERT_NONE",
        "context.check_hostname = False",
        "boto3.client('s3', verify=False)",
        "ssl._create_default_https_context = ssl._create_unverified_context",
    ],
)
def test_verification_turned_off_in_python(line):
    found = facts(f"import requests, httpx, urllib3, ssl, boto3\n{line}\n", symbol="")
    assert sinks(found) == [("tls-not-verified", "yes")]


def test_verification_that_a_variable_decides():
    text = "import requests\nfrom c import V\nrequests.get('https://a.example', verify=V())\n"
    assert sinks(facts(text, symbol="")) == [("tls-not-verified", "unknown")]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("new https.Agent({rejectUnauthorized: false})", "yes"),
        ("new https.Agent({rejectUnauthorized: strict()})", "unknown"),
        ("process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'", "yes"),
        ("process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0", "yes"),
        ("process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1'", "no"),
    ],
)
def test_verification_in_javascript(line, answer):
    found = javascript(f"import https from 'https';\n{line};\n")
    assert sinks(found) == [("tls-not-verified", answer)]
    assert found.environment == ()


@pytest.mark.parametrize(
    "line",
    [
        "print(event)",
        "print('event', json.dumps(event))",
        "logger.info(f'got {event}')",
        "logging.debug('event: %s', event)",
        "print({**event})",
    ],
)
def test_the_whole_event_logged_in_python(line):
    text = "import json, logging\nlogger = logging.getLogger(__name__)\n"
    found = facts(f"{text}def handler(event, context):\n    {line}\n")
    assert sinks(found) == [("event-logged", "yes")]


@pytest.mark.parametrize(
    "line",
    [
        "console.log(event)",
        "console.info('e', JSON.stringify(event, null, 2))",
        "log.info({event})",
    ],
)
def test_the_whole_event_logged_in_javascript(line):
    text = f"exports.handler = async (event) => {{ {line}; }};\n"
    assert sinks(javascript(text, "app.js")) == [("event-logged", "yes")]


def test_a_part_of_the_event_may_be_logged():
    text = "def handler(event, context):\n    print(event['id'], len(event), context)\n"
    assert sinks(facts(text)) == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("traceback.format_exc()", "stack-trace-in-response"),
        ("json.dumps({'e': traceback.format_exc()})", "stack-trace-in-response"),
        ("str(e)", "error-text-in-response"),
        ("f'failed: {e}'", "error-text-in-response"),
        ("json.dumps({'e': repr(e)})", "error-text-in-response"),
    ],
)
def test_an_error_told_to_the_sender(answer, kind):
    found = facts(
        f"""
        import json, traceback
        def handler(event, context):
            try:
                work()
            except Exception as e:
                return {{"statusCode": 500, "body": {answer}}}
        """
    )
    assert sinks(found) == [(kind, "yes")]


def test_a_stack_told_to_the_sender_through_a_helper():
    found = javascript(
        """
        const answer = (code, body) => ({ statusCode: code, body: JSON.stringify(body) });
        export const handler = async (event) => {
          try { work(); } catch (err) { return answer(500, { detail: err.stack }); }
        };
        """
    )
    assert sinks(found) == [("stack-trace-in-response", "yes")]


def test_an_error_that_is_logged_is_not_told():
    found = facts(
        """
        def handler(event, context):
            try:
                work()
            except Exception as e:
                print(str(e))
                return {"statusCode": 500}
        """
    )
    assert sinks(found) == []


def test_a_sink_tells_where_the_value_enters():
    sink = only(
        facts(
            """
            import json, os
            def handler(event, context):
                body = json.loads(event["body"])
                name = body.get("name", "x").strip()
                os.system("ls " + name)
            """
        )
    )
    assert sink.source is not None
    assert sink.source.text == 'body.get("name", "x")'
    assert sink.source_path == "event.body.name"
    assert sink.span.text == 'os.system("ls " + name)'
    assert sink.call == "os.system"
    assert sink.function == "handler"
    assert "shell" in sink.message


def test_cloudformation_says_where_a_custom_resource_answers():
    text = "import requests\ndef handler(event, context):\n    requests.put(event['ResponseURL'])\n"
    assert sinks(facts(text)) == [("server-side-request", "no")]


def test_a_verifying_context_is_no_sink():
    text = "import aiohttp, ssl\naiohttp.ClientSession().get('https://a.example', ssl=ssl.C())\n"
    assert sinks(facts(text, symbol="")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import uuid\nONE = uuid.uuid4()\ndef handler(e, c):\n    pass\n", 1),
        ("from uuid import uuid4\nONE = str(uuid4())\ndef handler(e, c):\n    pass\n", 1),
        ("import random\nrandom.seed(1)\ndef handler(e, c):\n    pass\n", 1),
        ("import secrets\nK = [secrets.token_hex()]\ndef handler(e, c):\n    pass\n", 1),
        ("import uuid\ndef handler(e, c):\n    return uuid.uuid4()\n", 0),
        (
            "import uuid\ndef later():\n    return uuid.uuid4()\ndef handler(e, c):\n    later()\n",
            0,
        ),
        ("import uuid\nNAME = uuid.UUID('00')\ndef handler(e, c):\n    pass\n", 0),
        ("import random\nONE = random.Random(7)\ndef handler(e, c):\n    pass\n", 1),
        ("import random\nOF_OS = random.SystemRandom()\ndef handler(e, c):\n    pass\n", 0),
    ],
)
def test_what_is_drawn_while_a_module_is_loaded(text, found):
    assert [kind for kind, _ in sinks(facts(text))] == ["drawn-at-start"] * found


REPORTS = """\
const {{ AthenaClient, StartQueryExecutionCommand }} = require("@aws-sdk/client-athena");
const athena = new AthenaClient({{}});
const REPORTS = {{
  sales: ({{ month }}) => ({{ QueryString: {sql}, ExecutionParameters: [month] }}),
  returns: ({{ month }}) => ({{ QueryString: "select ?", ExecutionParameters: [month] }}),
}};
exports.handler = async (event) => {{
  const name = event.pathParameters.name;
  const report = Object.hasOwn(REPORTS, name) && REPORTS[name];
  const query = report(event.queryStringParameters ?? {{}});
  await athena.send(new StartQueryExecutionCommand({{ ...query, WorkGroup: "x" }}));
}};
"""


@pytest.mark.parametrize(("sql", "answer"), [("`select '${month}'`", "yes"), ("'select ?'", "no")])
def test_one_of_several_functions_whose_answer_is_spread(sql, answer):
    found = javascript(REPORTS.format(sql=sql), path="app.cjs")
    tainted = {one.tainted.value for one in found.sinks if one.kind == "sql-injection"}
    assert tainted <= {answer}
    assert tainted or answer == "no"
