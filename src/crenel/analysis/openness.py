"""Who a policy statement lets in: whether its principal is anyone, and whether that is narrowed.

The condition keys are those of the IAM User Guide, "AWS global condition context keys", and of the
S3 User Guide, "The meaning of public", as of 2026-11. A key narrows the caller only where the
caller cannot choose it: a referer, a user agent or a tag of one's own principal does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from crenel.analysis.conditions import Pair, pairs, unreadable
from crenel.dated import Dated, dated_by
from crenel.model.entities import Statement
from crenel.model.truth import Truth, any_of, truth, unknown
from crenel.model.value import Unknown, Value

NARROWING = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalisawsservice",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principalservicename",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "aws:username",
        "aws:vpcsourceip",
        "kms:calleraccount",
        "lambda:eventsourcetoken",
        "lambda:sourcefunctionarn",
        "s3:dataaccesspointaccount",
        "s3:dataaccesspointarn",
    }
)
_ALWAYS_SENT = frozenset({"aws:sourceip"})
"""Keys that every request has: with ``...IfExists`` they narrow as well."""
_EXACT = frozenset({"stringequals", "stringequalsignorecase"})
_PATTERNS = frozenset({"stringlike", "arnequals", "arnlike", "ipaddress"})
_EXACT_NOT = frozenset({"stringnotequals", "stringnotequalsignorecase"})
_PATTERNS_NOT = frozenset({"stringnotlike", "arnnotequals", "arnnotlike", "notipaddress"})
_HOLE = re.compile(r"\$\{[^}]*\}")
_WILD = re.compile(r"[*?:/.]*")
_SHORTEST_PREFIX = 8
"""Networks of a shorter prefix are the whole internet, as S3 sees it."""
_ARN_PARTS = 6


def lets_anyone_in(statement: Statement, among: Iterable[Statement] = ()) -> Truth:
    """Does it allow any caller at all, and does no Deny beside it shut the others out?"""
    everyone = anyone(statement.principals) | statement.not_principals.is_present()
    admits = statement.effect.equals("Allow") & everyone & ~narrowed(statement.condition)
    others = (other for other in among if other is not statement)
    shut = any_of(_shuts_out(other) & _covers(other, statement) for other in others)
    return (admits & ~shut).under(statement.guard)


def anyone(principals: Value) -> Truth:
    """Is it ``*``, alone, in a list, or under ``AWS``?"""
    return principals.any(_is_anyone)


def refuses_plain_text(statement: Statement, service: str) -> Truth:
    """Is it a Deny of everything, for everyone whose transport is not encrypted?

    Of a bucket's objects it must name all; the policy of a queue speaks of that queue.
    """
    denies = statement.effect.equals("Deny") & anyone(statement.principals)
    denies &= statement.actions.any(lambda one: one.equals("*", f"{service}:*"))
    if service == "s3":
        denies &= statement.resources.any(_all_objects)
    plain = any_of(
        pair.values.any(lambda one: one.is_false()).under(pair.guard)
        for pair in pairs(statement.condition)
        if pair.key == "aws:securetransport" and pair.operator.startswith("bool")
    )
    return (denies & (plain | unreadable(statement.condition))).under(statement.guard)


def _all_objects(resource: Value) -> Truth:
    """Does it stand for all objects of a bucket? The ARN of the bucket alone holds none."""
    if isinstance(resource, Unknown):
        return unknown(resource)
    name, slash, key = _HOLE.sub("hole", resource.text()).rpartition(":::")[2].partition("/")
    return truth(key == "*" if slash else name.endswith("*"), resource)


def narrowed(condition: Value) -> Truth:
    """Does the condition hold for some callers only, by a key that callers cannot choose?"""
    return unreadable(condition) | any_of(
        _narrows(pair).under(pair.guard) for pair in pairs(condition)
    )


def wide(value: Value) -> Truth:
    """Does a pattern of a condition match things that belong to anybody?"""
    if isinstance(value, Unknown) and value.allowed:
        return value.test(lambda scalar: _is_wide(str(scalar)))
    bare = value.equals("*")
    return truth(_is_wide(value.text()), value) if bare.refuted else bare


def wide_as_written(value: Value) -> Truth:
    """As ``wide``, where the provider refuses a bare ``*``: what is not known is not wide."""
    return value.any(_wide_as_written)


def _wide_as_written(one: Value) -> Truth:
    if isinstance(one, Unknown) and one.allowed:
        return wide(one)
    return truth(_is_wide(one.text()), one)


def _is_anyone(item: Value) -> Truth:
    named = [(guard, names) for guard, key, names in item.entries() if key == "AWS"]
    listed = (names.any(lambda one: one.equals("*")).under(guard) for guard, names in named)
    return item.equals("*") | any_of(listed)


def _narrows(pair: Pair) -> Truth:
    """As the condition of an Allow: only some callers get in."""
    if not pair.key:
        return unreadable(pair.values)
    operator = pair.operator.removeprefix("foranyvalue:").removesuffix("ifexists")
    sent = operator == pair.operator.removeprefix("foranyvalue:") or pair.key in _ALWAYS_SENT
    if pair.key not in NARROWING or not sent:
        return truth(False, pair.values)
    if operator == "bool":
        return pair.values.any(lambda one: one.is_true())
    if operator in _EXACT:
        return truth(True, pair.values)
    return truth(operator in _PATTERNS, pair.values) & pair.values.all(lambda one: ~wide(one))


def _excludes(pair: Pair) -> Truth:
    """As the condition of a Deny: all but some callers are kept out."""
    if not pair.key:
        return unreadable(pair.values)
    operator = pair.operator.rpartition(":")[2].removesuffix("ifexists")
    if pair.key not in NARROWING or operator in _EXACT_NOT:
        return truth(pair.key in NARROWING, pair.values)
    listed = truth(operator in _PATTERNS_NOT, pair.values)
    return listed & pair.values.all(lambda one: ~wide(one))


def _shuts_out(statement: Statement) -> Truth:
    """Does it deny all callers but some?"""
    condition = statement.condition
    spared = ~any_of((~_excludes(pair)).under(pair.guard) for pair in pairs(condition))
    everyone = anyone(statement.principals) & spared & ~unreadable(condition)
    others = statement.not_principals.is_present() & condition.is_absent()
    return (statement.effect.equals("Deny") & (everyone | others)).under(statement.guard)


def _covers(deny: Statement, allow: Statement) -> Truth:
    """Does one statement speak of all actions and resources of the other?

    What the other leaves to ``NotAction`` or ``NotResource`` only a ``*`` covers.
    """
    acts = _matched(deny.actions, allow.actions, allow.not_actions)
    return acts & _matched(deny.resources, allow.resources, allow.not_resources)


def _matched(patterns: Value, texts: Value, left_out: Value) -> Truth:
    everything = patterns.any(lambda one: one.equals("*"))
    listed = texts.all(lambda text: patterns.any(lambda one: _alike(one, text)))
    return everything | (listed & left_out.is_absent())


def _alike(pattern: Value, text: Value) -> Truth:
    """Names in place of holes: two texts that are filled in alike stay alike."""
    return truth(fnmatchcase(_named(text), _named(pattern)), pattern)


def _named(value: Value) -> str:
    return _HOLE.sub(lambda hole: hole[0][2:-1], value.text()).lower()


def _is_wide(text: str) -> bool:
    """Wildcards where the owner stands: the account of an ARN, the name of a bucket."""
    text = _HOLE.sub("hole", text)
    if _WILD.fullmatch(text):
        return bool(text)
    network = re.fullmatch(r"[0-9a-fA-F.:]+/(\d+)", text)
    if network:
        return int(network[1]) < _SHORTEST_PREFIX
    if not text.startswith("arn:"):
        return text[0] in "*?" or text == "o-*"
    parts = text.split(":", _ARN_PARTS - 1)
    account, name = (parts + ["*"] * _ARN_PARTS)[_ARN_PARTS - 2 : _ARN_PARTS]
    return bool(_WILD.fullmatch(account or name[:1]))


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "condition keys that narrow the caller",
        "IAM User Guide, global condition context keys; S3 User Guide, The meaning of public",
        "2026-11-24",
        __file__,
    )
