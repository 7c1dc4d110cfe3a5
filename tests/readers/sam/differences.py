"""Where the public translator and we differ on purpose, and why; any other difference fails."""

import re

# (type, path, reason): both are regular expressions for the whole of it.
BY_DESIGN = [
    (
        "AWS::ApiGateway::Deployment",
        "/Description",
        "a hash of the document: it makes CloudFormation deploy again and says nothing",
    ),
    (
        "AWS::StepFunctions::StateMachine",
        "/Definition(String|Substitutions)?(/.*)?",
        "a definition in the template stays a map with its lines; the translator makes one text of"
        " it, with a substitution for each function in it",
    ),
    (
        "AWS::Lambda::Function",
        "/Description",
        "AutoPublishCodeSha256 in the description only makes CloudFormation see a change",
    ),
    (
        "AWS::S3::Bucket",
        "/Tags",
        "sam:ConditionalDependsOn tags are a trick to order the deployment",
    ),
]


def reason(kind, path, theirs, ours, template):
    """Why a difference is meant; empty where it is not."""
    for wanted_kind, wanted_path, why in BY_DESIGN:
        if re.fullmatch(wanted_kind, kind) and re.fullmatch(wanted_path, path):
            return why
    return ""
