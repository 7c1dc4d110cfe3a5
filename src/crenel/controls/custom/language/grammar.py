"""Tokens -> the parts of an expression, by recursive descent."""

from __future__ import annotations

from crenel.controls.custom.language.syntax import (
    Call,
    Compared,
    Field,
    Index,
    Items,
    Joined,
    Literal,
    Name,
    Not,
    Part,
    Present,
    Quantified,
)
from crenel.controls.custom.language.tokens import Mistake, Token, tokens

METHODS = frozenset({"startsWith", "endsWith", "contains", "matches"})
_SIGNS = ("==", "!=", "<", "<=", ">", ">=", "in")
_DEPTH = 40
LONGEST = 4_000
"""Characters of an expression."""


def parsed(text: str) -> Part:
    """The expression of a text. Raises Mistake."""
    if len(text) > LONGEST:
        raise Mistake(f"it has more than {LONGEST:,} characters", LONGEST)
    return _Grammar(text).whole()


class _Grammar:
    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._place = 0
        self._depth = 0

    def whole(self) -> Part:
        part = self._either()
        if self._next.kind != "end":
            raise Mistake(f"{self._next.text!r} is too much here", self._next.offset)
        return part

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self, *texts: str) -> Token | None:
        token = self._next
        if not token.is_(*texts):
            return None
        self._place += 1
        return token

    def _need(self, text: str) -> Token:
        found = self._take(text)
        if found is None:
            raise Mistake(f"{text!r} is missing here", self._next.offset)
        return found

    # -- from what binds least to what binds most ----------------------------------------------

    def _either(self) -> Part:
        self._depth += 1
        if self._depth > _DEPTH:
            raise Mistake(f"it nests more than {_DEPTH} levels deep", self._next.offset)
        part = self._both()
        while (token := self._take("||")) is not None:
            part = Joined(offset=token.offset, both=False, left=part, right=self._both())
        self._depth -= 1
        return part

    def _both(self) -> Part:
        part = self._comparison()
        while (token := self._take("&&")) is not None:
            part = Joined(offset=token.offset, both=True, left=part, right=self._comparison())
        return part

    def _comparison(self) -> Part:
        left = self._unary()
        token = self._take(*_SIGNS)
        if token is None:
            return left
        return Compared(offset=token.offset, sign=token.text, left=left, right=self._unary())

    def _unary(self) -> Part:
        signs = []
        while (token := self._take("!")) is not None:
            signs.append(token)
        part = self._member()
        for token in reversed(signs):
            part = Not(offset=token.offset, operand=part)
        return part

    def _member(self) -> Part:
        part = self._primary()
        while True:
            if (token := self._take("[")) is not None:
                part = Index(offset=token.offset, base=part, key=self._either())
                self._need("]")
            elif (token := self._take(".")) is not None:
                part = self._after_dot(part)
            else:
                return part

    def _after_dot(self, base: Part) -> Part:
        name = self._name("the name of a field")
        if self._take("(") is None:
            return Field(offset=name.offset, base=base, name=name.text)
        if name.text in ("exists", "all"):
            return self._quantified(base, name)
        if name.text not in METHODS:
            known = ", ".join(sorted((*METHODS, "exists", "all")))
            raise Mistake(f"there is no method {name.text!r}; known are {known}", name.offset)
        argument = self._either()
        self._need(")")
        return Call(offset=name.offset, base=base, method=name.text, argument=argument)

    def _quantified(self, base: Part, token: Token) -> Part:
        name = self._name("the name of a variable")
        self._need(",")
        body = self._either()
        self._need(")")
        every = token.text == "all"
        return Quantified(offset=token.offset, base=base, every=every, name=name.text, body=body)

    def _primary(self) -> Part:
        token = self._next
        if token.kind == "end":
            raise Mistake("the expression ends too early", token.offset)
        self._place += 1
        if token.is_("("):
            part = self._either()
            self._need(")")
            return part
        if token.is_("["):
            return self._items(token)
        if token.is_("-"):
            return self._negative(token)
        if token.is_("has") and self._take("("):
            operand = self._either()
            self._need(")")
            return Present(offset=token.offset, operand=operand)
        return _atom(token)

    def _items(self, opening: Token) -> Part:
        items: list[Part] = []
        while not self._take("]"):
            if items:
                self._need(",")
            items.append(self._either())
        return Items(offset=opening.offset, items=tuple(items))

    def _negative(self, sign: Token) -> Part:
        token = self._next
        if token.kind != "number":
            raise Mistake("a number is missing after the minus", token.offset)
        self._place += 1
        return Literal(offset=sign.offset, value=-_number(token.text))

    def _name(self, what: str) -> Token:
        token = self._next
        if token.kind != "name":
            raise Mistake(f"{what} is missing here", token.offset)
        self._place += 1
        return token


def _atom(token: Token) -> Part:
    if token.kind == "number":
        return Literal(offset=token.offset, value=_number(token.text))
    if token.kind == "text":
        return Literal(offset=token.offset, value=token.text)
    if token.kind == "name" and token.text in ("true", "false"):
        return Literal(offset=token.offset, value=token.text == "true")
    if token.kind == "name" and token.text != "in":
        return Name(offset=token.offset, name=token.text)
    raise Mistake(f"{token.text!r} means nothing here", token.offset)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
