"""APIs, their stages and authorizers, pools of users."""

from __future__ import annotations

from tests.parity.application import STATES, adding, arn, ref
from tests.parity.states.parts import ANYONE, SECRET, Resources, with_properties

HTTP: Resources = {
    "Http": {
        "Type": "AWS::ApiGatewayV2::Api",
        "Properties": {"Name": "http", "ProtocolType": "HTTP"},
    },
    "Calls": {
        "Type": "AWS::ApiGatewayV2::Integration",
        "Properties": {
            "ApiId": ref("Http"),
            "IntegrationType": "AWS_PROXY",
            "IntegrationUri": arn("Orders"),
            "PayloadFormatVersion": "2.0",
        },
    },
    "Get": {
        "Type": "AWS::ApiGatewayV2::Route",
        "Properties": {
            "ApiId": ref("Http"),
            "RouteKey": "GET /orders",
            "Target": {"Fn::Join": ["/", ["integrations", ref("Calls")]]},
            "AuthorizationType": "AWS_IAM",
        },
    },
}
REST: Resources = {
    "Rest": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "rest"}},
    "Path": {
        "Type": "AWS::ApiGateway::Resource",
        "Properties": {
            "RestApiId": ref("Rest"),
            "ParentId": {"Fn::GetAtt": ["Rest", "RootResourceId"]},
            "PathPart": "orders",
        },
    },
    "Verb": {
        "Type": "AWS::ApiGateway::Method",
        "Properties": {
            "RestApiId": ref("Rest"),
            "ResourceId": ref("Path"),
            "HttpMethod": "POST",
            "AuthorizationType": "AWS_IAM",
            "Integration": {"Type": "AWS_PROXY", "Uri": arn("Orders")},
        },
    },
}
STAGE = {
    "Stage": {
        "Type": "AWS::ApiGateway::Stage",
        "Properties": {"RestApiId": ref("Rest"), "StageName": "live"},
    }
}
adding("open-http-route", HTTP)
STATES["open-http-route"] = lambda app: app.resources.update(
    HTTP | {"Get": with_properties(HTTP["Get"], AuthorizationType="NONE")}
)
STATES["any-origin-api"] = lambda app: app.resources.update(
    HTTP
    | {
        "Http": with_properties(
            HTTP["Http"],
            CorsConfiguration={"AllowOrigins": ["https://*"], "AllowCredentials": True},
        )
    }
)
STATES["open-rest-route"] = lambda app: app.resources.update(
    REST | {"Verb": with_properties(REST["Verb"], AuthorizationType="NONE")}
)
STATES["api-key-only"] = lambda app: app.resources.update(
    REST | {"Verb": with_properties(REST["Verb"], AuthorizationType="NONE", ApiKeyRequired=True)}
)
adding("unvalidated-request", REST)
adding("unthrottled-stage", REST | STAGE)
adding("no-access-logs", REST | STAGE)
adding("api-without-firewall", REST | STAGE)
adding(
    "bodies-in-logs",
    REST
    | {
        "Stage": {
            "Type": "AWS::ApiGateway::Stage",
            "Properties": {
                "RestApiId": ref("Rest"),
                "StageName": "live",
                "MethodSettings": [
                    {
                        "HttpMethod": "*",
                        "ResourcePath": "/*",
                        "LoggingLevel": "INFO",
                        "DataTraceEnabled": True,
                    }
                ],
            },
        }
    },
)
adding(
    "secret-in-stage-variables",
    REST
    | {
        "Stage": {
            "Type": "AWS::ApiGateway::Stage",
            "Properties": {
                "RestApiId": ref("Rest"),
                "StageName": "live",
                "Variables": {"dbPassword": SECRET},
            },
        }
    },
)
STATES["api-policy-for-anyone"] = lambda app: app.resources.update(
    REST | {"Rest": with_properties(REST["Rest"], Policy={"Statement": [ANYONE]})}
)
adding(
    "lax-authorizer",
    HTTP
    | {
        "Guard": {
            "Type": "AWS::ApiGatewayV2::Authorizer",
            "Properties": {
                "Name": "guard",
                "ApiId": ref("Http"),
                "AuthorizerType": "JWT",
                "IdentitySource": ["$request.header.Authorization"],
                "JwtConfiguration": {"Issuer": "https://issuer.example.com"},
            },
        }
    },
)
adding(
    "outdated-tls",
    {
        "Domain": {
            "Type": "AWS::ApiGateway::DomainName",
            "Properties": {"DomainName": "a.example.com", "SecurityPolicy": "TLS_1_0"},
        }
    },
)
adding(
    "open-websocket",
    {
        "Socket": {
            "Type": "AWS::ApiGatewayV2::Api",
            "Properties": {
                "Name": "socket",
                "ProtocolType": "WEBSOCKET",
                "RouteSelectionExpression": "$request.body.action",
            },
        },
        "Connect": {
            "Type": "AWS::ApiGatewayV2::Route",
            "Properties": {
                "ApiId": ref("Socket"),
                "RouteKey": "$connect",
                "AuthorizationType": "NONE",
            },
        },
    },
)
adding(
    "graphql-api-key",
    {
        "Graph": {
            "Type": "AWS::AppSync::GraphQLApi",
            "Properties": {"Name": "graph", "AuthenticationType": "API_KEY", "QueryDepthLimit": 5},
        }
    },
)
adding(
    "unbounded-graphql",
    {
        "Graph": {
            "Type": "AWS::AppSync::GraphQLApi",
            "Properties": {"Name": "graph", "AuthenticationType": "AWS_IAM"},
        }
    },
)
adding(
    "guest-identities",
    {
        "Guests": {
            "Type": "AWS::Cognito::IdentityPool",
            "Properties": {"AllowUnauthenticatedIdentities": True},
        }
    },
)
adding(
    "no-second-factor",
    {
        "Users": {
            "Type": "AWS::Cognito::UserPool",
            "Properties": {"UserPoolName": "users", "MfaConfiguration": "OFF"},
        }
    },
)
adding(
    "short-passwords",
    {
        "Users": {
            "Type": "AWS::Cognito::UserPool",
            "Properties": {
                "UserPoolName": "users",
                "Policies": {"PasswordPolicy": {"MinimumLength": 6}},
            },
        }
    },
)
CLIENT = {"UserPoolId": ref("Users"), "ClientName": "web"}
USERS = {
    "Users": {
        "Type": "AWS::Cognito::UserPool",
        "Properties": {"UserPoolName": "users", "MfaConfiguration": "ON"},
    }
}
adding(
    "telling-sign-in",
    USERS
    | {
        "Client": {
            "Type": "AWS::Cognito::UserPoolClient",
            "Properties": CLIENT | {"PreventUserExistenceErrors": "LEGACY"},
        }
    },
)
adding(
    "leaky-sign-in-flow",
    USERS
    | {
        "Client": {
            "Type": "AWS::Cognito::UserPoolClient",
            "Properties": CLIENT
            | {"AllowedOAuthFlows": ["implicit"], "PreventUserExistenceErrors": "ENABLED"},
        }
    },
)
