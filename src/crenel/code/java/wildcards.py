"""Which package a class comes from, where whole packages are imported and no file has it.

The names of classes tell: ``S3Client`` is in a package ``s3``, what ends in ``Request`` in a
``model``. Source: the packages of the AWS SDKs for Java, aws-lambda-java-libs, the Java SE API.
"""

from __future__ import annotations

from crenel.code.text import words

CLIENTS = ("Client", "Builder", "Presigner", "Waiter", "Utilities", "Manager")
_RUNTIME = words(
    """
    Context RequestHandler RequestStreamHandler LambdaLogger ClientContext CognitoIdentity
    LambdaRuntime CustomPojoSerializer Client
    """
)
_ENHANCED = (
    *("DynamoDbEnhanced", "DynamoDbTable", "DynamoDbIndex", "DynamoDbAsyncTable"),
    *("DynamoDbAsyncIndex", "Table", "WriteBatch", "ReadBatch", "Key", "Expression", "Page"),
    *("QueryConditional", "Enhanced"),
)
_JAVA = {
    "java.util": words(
        """
        List Map Set Collection Collections Arrays ArrayList HashMap HashSet LinkedList TreeSet
        LinkedHashMap TreeMap Optional UUID Date Objects Iterator Base64 Properties Random Scanner
        Queue Deque Locale Calendar TimeZone Comparator StringJoiner Timer EnumMap Vector Stack
        """
    ),
    "java.sql": words(
        """
        Connection DriverManager Statement PreparedStatement ResultSet SQLException
        CallableStatement
        """
    ),
    "java.net": words("URI URL URLConnection HttpURLConnection URLEncoder URLDecoder Socket"),
    "java.net.http": words("HttpClient HttpRequest HttpResponse"),
    "java.nio.file": words("Files Path Paths"),
}
_STREAMS = ("Stream", "Reader", "Writer", "File", "IOException")


def likeliest(packages: list[str], name: str) -> str | None:
    """The full name of a class by the wildcards that a file has; None where none of them fits."""
    ranked = sorted(packages, key=lambda one: -_rank(one, name))  # the first of equals
    if not ranked or not name[:1].isupper() or _rank(ranked[0], name) < 0:
        return None
    return f"{ranked[0]}.{name}"


def _rank(package: str, name: str) -> int:
    """How well a class's name fits a package; below 0 it is in none such."""
    last = package.rpartition(".")[2]
    if package.startswith(("java.", "javax.")):
        known = name in _JAVA.get(package, ()) or (package == "java.io" and name.endswith(_STREAMS))
        return 40 if known else 0
    if package.startswith("com.amazonaws.services.lambda.runtime"):
        events = last == "events"
        fits = "Event" in name or name.endswith("BatchResponse") if events else name in _RUNTIME
        return 50 if fits else -1
    return _rank_of_sdk(package, last, name)


def _rank_of_sdk(package: str, last: str, name: str) -> int:
    if ".enhanced." in package:
        return 35 if name.startswith(_ENHANCED) else -1
    if last == "model":
        presigned = ("Presign" in name) == (".presigner." in package)
        return -1 if name.endswith(CLIENTS) else 20 if presigned else 10
    if package.startswith(("software.amazon.awssdk.services.", "com.amazonaws.services.")):
        own = name.lower().removeprefix("amazon").removeprefix("aws").startswith(last)
        return 30 if own and name.endswith((*CLIENTS, *_v1(name))) else -1
    return 5


def _v1(name: str) -> tuple[str, ...]:
    """Version 1 has interfaces without an ending: ``AmazonS3``."""
    return ("",) if name.startswith(("Amazon", "AWS")) else ()
