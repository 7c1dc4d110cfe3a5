"""The one entry point: a located handler -> the facts of all that it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from crenel.code.dialect import LANGUAGES
from crenel.code.facts import (
    AttributeRead,
    EnvironmentRead,
    Fact,
    Facts,
    Import,
    Outbound,
    Problem,
    SdkCall,
    Sink,
    Untold,
)
from crenel.code.javascript.aliases import Aliases
from crenel.code.lowering import Lowering
from crenel.code.modules import Graph
from crenel.code.parse import language_of, parse
from crenel.code.program import MAX_STEPS, Program
from crenel.code.sources import Sources
from crenel.code.values import Code, Compound, Package, Path, Place, Value, items, leaves
from crenel.errors import ReadProblem

if TYPE_CHECKING:
    from crenel.code.dialect import Dialect
    from crenel.code.locate import Found
    from crenel.code.lowering import Grammar
    from crenel.code.syntax import Module
    from crenel.code.tree import Tree
    from crenel.model.source import Source, Span


T = TypeVar("T", bound=Fact)


MAX_ALL_STEPS = 1_000_000
"""All evaluations of one application's functions together; beyond it functions are not read."""
_OUT_OF_STEPS = "over the budget of steps: facts are missing"


class CodeReader:
    """Reads functions' code; what several functions share is read once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._steps = MAX_ALL_STEPS
        self._facts: dict[Found, Facts] = {}
        self._modules: dict[tuple[str, str], Module | Problem] = {}
        self._sources: dict[str, Source] = {}
        self._aliases = Aliases(tree)
        self._shared = Sources(tree)

    def facts_of(self, found: Found) -> Facts:
        """The facts of a handler and of the modules it reaches; never raises for what it reads."""
        known = self._facts.get(found)
        if known is None:
            known = self._facts[found] = self._read(found)
        return known

    def _read(self, found: Found) -> Facts:
        if self._steps <= 0:
            return Facts(problems=(Problem(found.path, _OUT_OF_STEPS, cut=True),))
        try:
            source = found.text if found.text is not None else self._source(found.path)
        except ReadProblem as problem:
            return Facts(problems=(Problem(found.path, str(problem)),))
        module = self._lowered(source, found.language or language_of(source.path))
        if isinstance(module, Problem):
            return Facts(problems=(module,))
        graph = Graph(
            self.tree,
            found.folder,
            self._load,
            found.layers,
            aliases=self._aliases,
            sources=self._shared,
        )
        graph.follow(module)
        program = Program(graph, min(self._steps, MAX_STEPS))
        before = program.left
        facts = _evaluated(program, module, found.symbol)
        self._steps -= before - program.left + graph.followed
        return facts

    def _source(self, path: str) -> Source:
        source = self._sources.get(path)
        if source is None:
            source = self._sources[path] = self.tree.read(path)
        return source

    def _load(self, path: str) -> Module | Problem:
        return self._lowered(self._source(path), language_of(path))

    def _lowered(self, source: Source, language: str | None) -> Module | Problem:
        key = (source.path, source.text)
        module = self._modules.get(key)
        if module is None:
            module = self._modules[key] = lower(source, language)
        return module


def facts_of(tree: Tree, found: Found) -> Facts:
    """The facts of one handler, without keeping anything for the next."""
    return CodeReader(tree).facts_of(found)


def lower(source: Source, language: str | None) -> Module | Problem:
    """Parse and lower one file."""
    parsed = parse(source, language)
    if isinstance(parsed, Problem):
        return parsed
    return Lowering(parsed, _rules(parsed.language)).run()


def _rules(language: str) -> Grammar:
    if language == "python":
        from crenel.code.python.lowering import PYTHON  # noqa: PLC0415 - only when it is read

        return PYTHON
    if language == "java":
        from crenel.code.java.lowering import JAVA  # noqa: PLC0415 - only when it is read

        return JAVA
    if language == "go":
        from crenel.code.go.lowering import GO  # noqa: PLC0415 - only when it is read

        return GO
    from crenel.code.javascript import modules  # noqa: PLC0415 - only when it is read

    return modules.BY_LANGUAGE[language]


def _evaluated(program: Program, module: Module, symbol: str) -> Facts:
    graph = program.graph
    program.load()
    dialect = program.dialect(module.language)
    unsure = ""
    if dialect is None or not symbol:
        handler = program.enter(_entry(program, module, symbol)) if symbol else None
    else:
        handler, unsure = _typed_entry(program, dialect, module, symbol)
    program.work()
    program.rest()
    facts = [fact for scope in program.scopes.values() for fact in scope.facts]
    facts.sort(key=lambda fact: (fact.span.file, fact.span.start))
    return Facts(
        modules=tuple(one.parsed.source for one in graph.modules.values()),
        handler=handler.span if handler is not None else None,
        imports=_imports(graph),
        environment=_only(facts, EnvironmentRead),
        sdk_calls=_only(facts, SdkCall),
        attributes=_only(facts, AttributeRead),
        untold=_only(facts, Untold),
        outbound=_only(facts, Outbound),
        sinks=_only(facts, Sink),
        problems=(*_problems(program, module, symbol, handler or unsure), *_unsure(module, unsure)),
    )


def _typed_entry(
    program: Program, dialect: Dialect, module: Module, symbol: str
) -> tuple[Place | None, str]:
    """The handler where types tell which function it is, and what is not known about it."""
    units, unsure = dialect.entries(module, symbol)
    for unit, first in units:
        program.enter_unit(unit, first)
    program.work()
    first_unit = units[0][0] if units else None
    if first_unit is None:
        return None, unsure
    return Place(first_unit.module, first_unit.start, first_unit.end), unsure


def _unsure(module: Module, message: str) -> tuple[Problem, ...]:
    span = module.span(module.unit.start, module.unit.start + 1)
    return (Problem(module.path, message, span, open=True),) if message else ()


def _entry(program: Program, module: Module, symbol: str) -> Value:
    """The handler. One that a function makes is known only when functions have been evaluated."""
    found = _handler(program, module, symbol)
    if not any(isinstance(one, Code) for one in leaves(found)):
        program.work()
        found = _handler(program, module, symbol)
    return found


def _made(program: Program, module: Module, symbol: str) -> bool:
    """Does a library make the handler (``serverless(app)``)? What it calls was given to it."""
    found = _exported(program, module, symbol)
    return isinstance(found, Path) and bool(found.sites)


def _handler(program: Program, module: Module, symbol: str) -> Value:
    value = _exported(program, module, symbol)
    return _wrapped(value) if isinstance(value, Path) else value


def _exported(program: Program, module: Module, symbol: str) -> Value:
    scope = program.scope(module.unit)
    parts = symbol.split(".")
    value = scope.exports.get(parts[0]) or scope.names.get(parts[0])
    if value is None:
        value = scope.exports.get("default", Package(module))
    return value


def _wrapped(value: Path) -> Value:
    """``middy(handler).use(...)``: the functions that were given to what made it."""
    found: list[Value] = []
    pending: list[Value] = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, Code):
            found.append(one)
        elif isinstance(one, Compound):
            pending.extend(one.parts())
    return items(found)


def _only(facts: list[Fact], kind: type[T]) -> tuple[T, ...]:
    return tuple(fact for fact in facts if isinstance(fact, kind))


def _imports(graph: Graph) -> tuple[Import, ...]:
    found: list[Import] = []
    for module in graph.modules.values():
        for step in module.imports:
            dots = "." * step.level
            path = graph.path(module, step.module, step.level)
            found.append(
                Import(
                    span=module.span(step.start, step.end),
                    module=dots + step.module,
                    names=tuple(name for name, _ in step.bindings if name is not None),
                    local=path,
                    resolved=(module.path, step.module, step.level) not in graph.unresolved,
                )
            )
    return tuple(found)


def _place_of(module: Module | None, name: str, level: int) -> Span | None:
    """Where a module imports this."""
    for step in module.imports if module is not None else ():
        if (step.module, step.level) == (name, level):
            return module.span(step.start, step.end) if module is not None else None
    return None


def _problems(
    program: Program, module: Module, symbol: str, handler: Place | str | None
) -> tuple[Problem, ...]:
    graph = program.graph
    found = [problem for one in graph.modules.values() for problem in one.parsed.problems]
    found.extend(graph.problems)
    for path, name, level in sorted(graph.unresolved):
        message = f"no file answers to the import {'.' * min(level, 9)}{name[:100]}"
        importer = graph.modules.get(path)
        typed = importer is not None and importer.language in LANGUAGES  # a build may make it
        found.append(Problem(path, message, _place_of(importer, name, level), open=typed))
    if program.exhausted:
        found.append(Problem(module.path, _OUT_OF_STEPS, cut=True))
    if symbol and not handler and not _made(program, module, symbol):
        found.append(Problem(module.path, f"{symbol} is not defined as a function here"))
    return tuple(found)
