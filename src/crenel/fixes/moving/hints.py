"""What a person has to do beside the change: store the secret, allow reading it, and read it.

Sources: Powertools for AWS Lambda, "Parameters"; AWS CLI reference, ``create-secret``.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.fixes.moving.literals import Literal, kebab

_PYTHON = (
    "from aws_lambda_powertools.utilities import parameters",
    '{variable} = parameters.get_secret(os.environ["{renamed}"])',
)
_NODE = (
    'import {{ getSecret }} from "@aws-lambda-powertools/parameters/secrets";',
    "const {variable} = await getSecret(process.env.{renamed});",
)
_JAVA = (
    "SecretsProvider secrets = SecretsProvider.builder().build();  // Powertools parameters",
    'String {variable} = secrets.get(System.getenv("{renamed}"));',
)
_DOTNET = (
    "// AWS.Lambda.Powertools.Parameters",
    'var name = Environment.GetEnvironmentVariable("{renamed}");',
    "var {variable} = await ParametersManager.SecretsProvider.GetAsync(name);",
)
_OTHER = (
    "read the secret named by {renamed} with the SDK's GetSecretValue when the function starts",
)
_BY_RUNTIME = {"python": _PYTHON, "nodejs": _NODE, "java": _JAVA, "dotnet": _DOTNET}


def steps(literal: Literal, *, allowed: bool) -> Iterator[str]:
    """The steps after the change; ``allowed``: the change brought the permission."""
    yield f"{literal.address}: {literal.name} -> the secret {literal.stored_as}"
    yield (
        "  store it, from standard input: aws secretsmanager create-secret"
        f" --name {literal.stored_as} --secret-string file:///dev/stdin"
    )
    if literal.key is None:
        return
    for line in _code(literal.runtime):
        yield "  read it: " + line.format(variable=_variable(literal), renamed=literal.renamed)
    for place in literal.readers:
        yield f"  the code says {literal.name} at {place}"
    if not allowed:
        yield (
            "  allow it: secretsmanager:GetSecretValue on"
            f" arn:aws:secretsmanager:REGION:ACCOUNT:secret:{literal.stored_as}-??????"
        )


def _code(runtime: str) -> tuple[str, ...]:
    return next((code for name, code in _BY_RUNTIME.items() if runtime.startswith(name)), _OTHER)


def _variable(literal: Literal) -> str:
    if literal.runtime.startswith("python"):
        return literal.name
    first, *rest = kebab(literal.name).split("-")
    return first + "".join(word.capitalize() for word in rest)
