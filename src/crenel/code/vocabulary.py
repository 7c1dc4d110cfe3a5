"""What some well-known functions make of their arguments, by full name."""

from __future__ import annotations

from crenel.code.text import words

CLEANING = words(
    """
    int float bool len complex ord hash id isinstance issubclass hasattr callable all any
    range uuid.UUID uuid.uuid4 uuid.uuid1 decimal.Decimal ipaddress.ip_address
    ipaddress.ip_network datetime.datetime.now datetime.datetime.utcnow
    datetime.datetime.today datetime.date.today datetime.datetime.fromtimestamp
    datetime.datetime.strptime datetime.timedelta datetime.date.fromisoformat
    datetime.datetime.fromisoformat time.time time.monotonic time.perf_counter time.time_ns
    time.strftime os.getpid os.getcwd hashlib.md5 hashlib.sha1 hashlib.sha256 hashlib.sha512
    random.random random.randint random.choice secrets.token_hex secrets.token_urlsafe
    os.urandom Number parseInt parseFloat Boolean BigInt isNaN Number.parseInt
    Number.parseFloat Date Number.isInteger Array.isArray Object.hasOwn Date.now Math.random
    Math.floor
    Math.round Math.ceil Math.abs crypto.randomUUID crypto.randomBytes crypto.createHash
    uuid.v4 uuid.v1 uuid.v5 uuid.validate performance.now
    """
)
"""Whatever they are given, their answer is no text that the sender chose."""

PASSING = words(
    """
    str repr bytes bytearray list tuple dict set sorted reversed map filter enumerate zip
    next iter format sum max min copy.copy copy.deepcopy json.loads json.dumps
    simplejson.loads simplejson.dumps ujson.loads ujson.dumps orjson.loads orjson.dumps
    ast.literal_eval base64.b64decode base64.b64encode base64.urlsafe_b64decode
    gzip.decompress zlib.decompress urllib.parse.unquote urllib.parse.unquote_plus
    urllib.parse.quote urllib.parse.parse_qs urllib.parse.urlparse urllib.parse.quote_plus
    urllib.parse.urlencode urllib.parse.urljoin html.unescape os.path.join os.path.basename
    os.path.normpath os.path.abspath pathlib.Path pprint.pformat io.StringIO io.BytesIO
    textwrap.dedent typing.cast getattr vars asdict String Object Array JSON.parse
    JSON.stringify decodeURIComponent encodeURIComponent decodeURI unescape escape atob btoa
    Buffer.from Buffer.concat Object.assign Object.keys Object.values Object.entries
    Object.fromEntries Array.from URLSearchParams querystring.parse qs.parse path.join
    path.resolve path.basename util.inspect util.format structuredClone Promise.resolve
    Promise.all url.parse lodash.get lodash.cloneDeep
    """
)
"""Their answer is as tainted as what they are given."""

QUOTING = {"shlex.quote": "shell", "pipes.quote": "shell", "shell-quote.quote": "shell"}
"""Their answer is harmless for one use."""

WRAPPING = frozenset({"captureAWS", "captureAWSClient", "captureAWSv3Client", "promisify"})
"""Their answer is what they are given, under the same name."""

TRACES = words(
    """
    traceback.format_exc traceback.format_exception traceback.format_stack runtime/debug.Stack
    org.apache.commons.lang3.exception.ExceptionUtils.getStackTrace
    com.google.common.base.Throwables.getStackTraceAsString
    """
)
"""Their answer is a stack trace."""

SOURCES = frozenset({"flask.request", "bottle.request", "input"})
"""What a sender fills."""

ENVIRONMENTS = frozenset({"os.environ", "process.env", "Deno.env", "import.meta.env"})
ENVIRONMENT_READERS = frozenset(
    {"os.getenv", "os.environ.get", "os.environ.setdefault", "os.environ.pop", "os.environb.get"}
)

ROUTES = frozenset(
    {"get", "post", "put", "patch", "delete", "route", "websocket", "all", "options"}
)
"""Decorators and methods that make a function answer requests."""

AROUND = words(
    """
    staticmethod classmethod property setter getter deleter cached_property abstractmethod
    overload override final deprecated wraps cache lru_cache cached total_ordering
    contextmanager asynccontextmanager no_type_check dataclass unique
    capture_lambda_handler capture_method inject_lambda_context log_metrics event_source
    event_parser lambda_handler_decorator idempotent idempotent_function validator
    capture capture_async in_subsegment
    retry on_exception on_predicate sleep_and_retry limits timeit
    datadog_lambda_wrapper lumigo_tracer lambda_wrapper serverless_function
    durable_execution durable_step durable_with_child_context
    """
)
"""Decorators that stand around a function and hand it on to nobody, by their last name: of Python
itself, Powertools, X-Ray, and of libraries that repeat or trace."""
