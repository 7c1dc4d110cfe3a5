"""What a function URL without sign-in brings with it: the provider lets everyone call it.

Source: hashicorp/terraform-provider-aws, ``internal/service/lambda/function_url.go``: the creation
of a URL whose ``authorization_type`` is NONE adds the statement ``FunctionURLAllowPublicAccess`` to
the function's policy (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.resource import Resource
from crenel.model.value import NOTHING, Absent, Known, Value, known
from crenel.readers.vocabulary.terraform.values import per_case
from crenel.readers.vocabulary.terraform.written import Written


def permission_for_everyone(it: Written, function: Value, auth: Value) -> Iterator[Resource]:
    """The permission, in the deployments whose URL asks for no sign-in."""
    everyone = per_case(auth, _everyone)
    if not isinstance(everyone, Absent):
        properties = {
            "FunctionName": function,
            "Action": known("lambda:InvokeFunctionUrl", auth.span, auth.via),
            "Principal": everyone,
            "FunctionUrlAuthType": auth,
        }
        yield it.made("AWS::Lambda::Permission", properties, "#everyone")


def _everyone(auth: Value) -> Value:
    if not isinstance(auth, Known):
        return auth
    return known("*", auth.span, auth.via) if auth.value == "NONE" else NOTHING
