"""Where the public translator and we differ on purpose, and why; any other difference fails.

A row is (type, path, template, reason); the first three are regular expressions for the whole.
"""

import re

_ANY = ".*"

BY_DESIGN = [
    # -- what says nothing about security ----------------------------------------------------
    (
        "AWS::ApiGateway::Deployment",
        "/Description",
        _ANY,
        "a hash of the document: it makes CloudFormation deploy again",
    ),
    (
        "AWS::Lambda::Function",
        "/Description",
        "function_with_alias.*sha256.yaml",
        "AutoPublishCodeSha256 in the description only makes CloudFormation see a change",
    ),
    (
        "AWS::S3::Bucket",
        "/Tags",
        _ANY,
        "sam:ConditionalDependsOn tags are a trick to order the deployment",
    ),
    (
        "AWS::Lambda::(CapacityProvider|Function)",
        "/CapacityProvider.*Config/.*(TargetValue|MemoryGiBPerVCpu)",
        _ANY,
        "the translator writes 75 as 75.0 and 4.0 as 4; a number stays as it was written",
    ),
    (
        "AWS::ApiGateway(V2)?::DomainName",
        "/MutualTlsAuthentication/TruststoreVersion",
        _ANY,
        "the translator drops the version 0",
    ),
    # -- what keeps its lines ----------------------------------------------------------------
    (
        "AWS::StepFunctions::StateMachine",
        "/Definition(String|Substitutions)?(/.*)?",
        _ANY,
        "a definition in the template stays a map with its lines; there it becomes a text",
    ),
    # -- mistakes of the translator that would mislead ---------------------------------------
    (
        "AWS::ApiGateway::RestApi",
        r"/Body/paths/.*/options/responses/200/headers/.*/schema(/.*)?",
        "api_with_cors_and_apikey.*|state_machine_with_api_auth.*|.*openapi.*",
        "with several properties the translator wraps the schema of a header in a schema again",
    ),
    (
        "AWS::ApiGateway::RestApi",
        r"/Body/paths/.*/options/(consumes|produces|responses/200/headers/.*)",
        "api_rest_paths_with_if_condition_openapi.*",
        "the translator leaves OPTIONS of a conditional path in Swagger 2 form inside OpenAPI 3",
    ),
    (
        "AWS::Route53::RecordSetGroup",
        "/RecordSets",
        "websocket_api_.*",
        "the translator keeps the records of the last WebSocket API only",
    ),
    (
        "AWS::SQS::Queue",
        "Type",
        "function_with_event_dest_conditional.yaml",
        "the translator makes a condition that is no condition; ours never holds",
    ),
    (
        "AWS::(ApiGateway::RestApi|ApiGateway::Deployment|ApiGateway::Stage|IAM::Role)",
        "Type",
        "implicit_api_with_serverless_rest_api_resource.yaml",
        "the translator lets an implicit API replace a function of its name; we keep it, and note",
    ),
    (
        "AWS::(ApiGateway::RestApi|Lambda::Permission)",
        "Type|/Body/paths/.*",
        "api_with_any_method_in_swagger.yaml",
        "an HttpApi event that names a REST API is noted, not put into its Swagger document",
    ),
    (
        "AWS::ApiGateway::RestApi",
        "/Body/x-amazon-apigateway-policy/Statement.*/Resource.*",
        "state_machine_with_api_resource_policy.yaml",
        "the translator loses the stage in the resource policy of a state machine's route",
    ),
    # -- guards ------------------------------------------------------------------------------
    (
        "AWS::CodeDeploy::DeploymentGroup",
        "Type",
        "function_with_deployment_preference_multiple_combinations_conditions_without_.*",
        "a function under a condition that never holds is not read, so it has no deployment",
    ),
    (
        "AWS::IAM::ManagedPolicy",
        "Type",
        "embedded_connectors_resource_attributes.yaml",
        "the condition of a connector inside a resource is a guard of its own",
    ),
    (
        "AWS::ApiGateway::RestApi",
        "/Body/paths/[^/]*/[^/]*",
        "function_condition.yaml",
        "a path whose methods are all conditional is empty where none holds; there it is left out",
    ),
    # -- choices -----------------------------------------------------------------------------
    (
        "AWS::IAM::Role",
        "/ManagedPolicyArns.*",
        "managed_policies_.*.yaml",
        "a managed policy that the table does not hold gets an ARN as well",
    ),
    (
        "AWS::IAM::Role",
        "/ManagedPolicyArns.*",
        "globals_deep.yaml",
        "VpcConfig: AWS::NoValue puts no function into a network, so its role needs no such policy",
    ),
    (
        "AWS::ApiGatewayV2::(Api|Stage)",
        "(/Body)?/[tT]ags",
        "definition_body_intrinsics_support.yaml",
        "the mark of SAM in a document that is chosen by a condition",
    ),
    (
        "AWS::Route53::RecordSetGroup",
        "Type",
        "api_with_custom_domain_route53_multiple_intrinsic_hostedzoneid.yaml",
        "the logical id ends in a hash of an intrinsic function; ours of its text",
    ),
]


def reason(kind, path, template):
    """Why a difference is meant; empty where it is not."""
    for wanted_kind, wanted_path, wanted_template, why in BY_DESIGN:
        if (
            re.fullmatch(wanted_kind, kind)
            and re.fullmatch(wanted_path, path)
            and re.fullmatch(wanted_template, template)
        ):
            return why
    return ""
