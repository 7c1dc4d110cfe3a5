"""Statements as Terraform has them: blocks of ``aws_iam_policy_document``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crenel.fixes.editing.edit import Refused
from crenel.fixes.editing.hcl_values import written
from crenel.fixes.narrowing.resources import Hole, Parts

if TYPE_CHECKING:
    from crenel.fixes.narrowing.wanted import Statement

_TRUST = """\
data "aws_iam_policy_document" "{name}_trust" {{
  statement {{
    actions = ["sts:AssumeRole"]

    principals {{
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }}
  }}
}}

resource "aws_iam_role" "{name}" {{
  assume_role_policy = data.aws_iam_policy_document.{name}_trust.json
}}
"""
_POLICY = """\
resource "aws_iam_role_policy" "{name}" {{
  name   = "{name}"
  role   = aws_iam_role.{role}.id
  policy = data.aws_iam_policy_document.{name}.json
}}
"""


def role(name: str) -> str:
    """A role that functions take on."""
    return _TRUST.format(name=name)


def policy(names: tuple[str, str, str], statements: Sequence[Statement], module: str) -> str:
    """A document, and the inline policy of a role that holds it; its name, the role, a provider."""
    name, role_name, provider = names
    blocks = "\n\n".join(_statement(one, module) for one in statements)
    document = f'data "aws_iam_policy_document" "{name}" {{\n{blocks}\n}}\n'
    inline = _POLICY.format(name=name, role=role_name)
    if provider:
        inline = inline.replace(" {\n", f" {{\n  provider = {provider}\n\n", 1)
    return f"{document}\n{inline}"


def _statement(one: Statement, module: str) -> str:
    rows = [("effect", written(one.effect))] if one.effect != "Allow" else []
    rows.append(("not_actions" if one.negated else "actions", _list(map(written, one.actions))))
    resources = [expression(parts, module) for parts in one.resources]
    rows.append(("not_resources" if one.all_but else "resources", _list(resources)))
    # As terraform fmt has it: what takes several lines is aligned with nothing.
    width = max((len(name) for name, value in rows if "\n" not in value), default=0)
    lines = [
        f"    {name if chr(10) in value else name.ljust(width)} = {value}" for name, value in rows
    ]
    for condition in _conditions(one.condition):
        lines += ["", *condition]
    return "\n".join(["  statement {", *lines, "  }"])


def _list(values: Any) -> str:  # noqa: ANN401 - any iterable of texts
    found = list(values)
    if len(found) <= 1:
        return f"[{', '.join(found)}]"
    inner = "".join(f"      {one},\n" for one in found)
    return f"[\n{inner}    ]"


def _conditions(condition: Any) -> list[list[str]]:  # noqa: ANN401 - JSON
    return [
        [
            "    condition {",
            f"      test     = {written(operator)}",
            f"      variable = {written(key)}",
            f"      values   = {_values(values)}",
            "    }",
        ]
        for operator, pairs in (condition or {}).items()
        for key, values in pairs.items()
    ]


def _values(values: Any) -> str:  # noqa: ANN401 - JSON
    found = values if isinstance(values, list) else [values]
    texts = (str(one).lower() if isinstance(one, bool) else str(one) for one in found)
    return f"[{', '.join(map(written, texts))}]"


def expression(parts: Parts, module: str) -> str:
    """A resource as an expression; ``module`` is the prefix of the function's own module."""
    if len(parts) == 1 and isinstance(parts[0], Hole):
        return _local(parts[0].name, module)
    texts = (
        written(one)[1:-1] if isinstance(one, str) else f"${{{_local(one.name, module)}}}"
        for one in parts
    )
    return f'"{"".join(texts)}"'


def _local(name: str, module: str) -> str:
    """A reference as it is written inside the function's module. Raises Refused."""
    inside = name.removeprefix(module)
    if not name.startswith(module) or inside.startswith("module."):
        raise Refused(f"{name} stands in another module: write this policy by hand")
    return inside
