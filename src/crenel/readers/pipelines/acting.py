"""What tells that a job acts in an account of AWS: its commands, and the keys it is handed."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.source import Source, Span
from crenel.model.value import Unknown, UnknownKind, Value, known
from crenel.pattern import Pattern
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

SECRET_KEY = "awssecretaccesskey"  # noqa: S105 - the name of an option
SESSION = "awssessiontoken"

_DEPLOYS = Pattern(
    r"\b(?:sam\b[^\n|&;]{0,200}\s(?:deploy|sync)"
    r"|(?:serverless|sls|osls)\b[^\n|&;]{0,200}\sdeploy"
    r"|cdk\b[^\n|&;]{0,200}\sdeploy"
    r"|(?:terraform|tofu|terragrunt)\b[^\n|&;]{0,200}\sapply"
    r"|aws\b[^\n|&;]{0,200}\s(?:cloudformation\s+(?:deploy|(?:create|update)-stack)"
    r"|lambda\s+update-function-code))\b"
)
_STORED = Pattern(r"\b(?:secrets|vars)\s*[.\[]")
_KEY = Pattern(r"[A-Za-z0-9/+]{40}")
_SET_IN_COMMANDS = Pattern(
    r"(?:aws_secret_access_key|AWS_SECRET_ACCESS_KEY)(?:[= ]+)[\"']?(\$\{\{[^}]*\}\}|\$\w+)"
)


def deploys(command: str) -> bool:
    """Does a command deploy an application of AWS?"""
    return _DEPLOYS.search(command) is not None


def plain(name: str) -> str:
    """The name of an option or a variable without case and punctuation."""
    return name.replace("_", "").replace("-", "").lower()


def text_of(node: Node | None) -> str:
    """The text of a scalar; empty for anything else."""
    return node.text if isinstance(node, ScalarNode) else ""


def texts(node: Node | None) -> Iterator[ScalarNode]:
    """Every text of a list, of lists in it, or of a single text."""
    if isinstance(node, ScalarNode):
        yield node
    for item in node.items if isinstance(node, ListNode) else ():
        yield from texts(item)


def maps(node: Node | None) -> Iterator[MapNode]:
    """The maps of a list."""
    for item in node.items if isinstance(node, ListNode) else ():
        if isinstance(item, MapNode):
            yield item


def entry(node: Node | None, name: str) -> Node | None:
    """The entry of a map under a name, whatever its case and punctuation."""
    for key, (_, value) in node.entries.items() if isinstance(node, MapNode) else ():
        if plain(key) == name:
            return value
    return None


def handed_over(node: ScalarNode, source: Source) -> Value:
    """A key as it is handed over; unknown where an earlier step or the run makes it."""
    span = Span(source, node.start, node.end)
    if "$" not in node.text or _STORED.search(node.text):
        return known(node.text, span)
    return Unknown(kind=UnknownKind.EXTERNAL, name=node.text.strip("${} "), span=span)


def is_real(key: Value) -> bool:
    """Not for an emulator: a word such as ``test`` opens no account."""
    said = key.known()
    return said is None or "$" in str(said) or _KEY.fullmatch(str(said)) is not None


def set_in(command: ScalarNode, source: Source) -> Iterator[Value]:
    """Keys that a command sets from what the system stores."""
    if (found := _SET_IN_COMMANDS.search(command.text)) is not None:
        yield known(found[1], Span(source, command.start, command.end))
