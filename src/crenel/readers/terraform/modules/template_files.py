"""``data "template_file"``: what ``templatefile()`` was before there was one; it only computes."""

from __future__ import annotations

from crenel.model.provenance import How, Step
from crenel.model.source import Source
from crenel.model.value import Known, Map, Unknown, UnknownKind, Value
from crenel.readers.terraform.evaluation.choices import each
from crenel.readers.terraform.evaluation.context import Context, NoNames
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.evaluation.values import OpenMap, derived
from crenel.readers.terraform.syntax.hcl import parse_template
from crenel.readers.terraform.syntax.nodes import Block, Node
from crenel.readers.terraform.syntax.places import Problems

KIND = "data.template_file"


def template_file(block: Block, context: Context, address: str) -> Value:
    """The data source's attributes: ``rendered``, and others that nobody asks for."""
    other = Unknown(kind=UnknownKind.DATA_SOURCE, name=address, span=block.span)
    template, given = block.body.value("template"), block.body.value("vars")
    if template is None:
        return other
    values = Map() if given is None else evaluate(given, context)
    rendered = each(evaluate(template, context), lambda leaf: _rendered(leaf, values, context))
    step = Step(How.REFERENCE, f"rendered by {address}", block.span)
    return OpenMap(content={"rendered": rendered.stepped(step)}, each=other, because=other)


def _rendered(text: Value, values: Value, context: Context) -> Value:
    if not isinstance(text, Known) or text.span is None or not isinstance(values, Map):
        return derived(text, values, span=text.span)
    whole = text.span.source.text == text.text()
    source = text.span.source if whole else Source(text.span.file, text.text())
    place = Node(text.span.source, text.span.start, text.span.end)
    problems: Problems = []
    node = parse_template(source, problems, None if whole else place)
    for sentence, span in problems:
        context.names.note(sentence, span)
    names = NoNames(context.names, f"the template {source.path}")
    return evaluate(node, Context(names, values.content))
