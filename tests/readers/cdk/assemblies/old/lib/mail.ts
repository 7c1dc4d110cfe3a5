import * as cdk from "@aws-cdk/core";
import * as lambda from "@aws-cdk/aws-lambda";

export class Mail extends cdk.Stack {
  constructor(scope: cdk.App, id: string) {
    super(scope, id);
    new lambda.Function(this, "Send", {
      runtime: lambda.Runtime.NODEJS_12_X,
      handler: "send.handler",
      code: lambda.Code.fromAsset("send"),
    });
    new Outbox(this, "Outbox");
  }
}
