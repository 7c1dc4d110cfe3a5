const path = require("path");
const { App, Stack, NestedStack, Duration, CfnParameter } = require("aws-cdk-lib");
const lambda = require("aws-cdk-lib/aws-lambda");
const sqs = require("aws-cdk-lib/aws-sqs");
const dynamodb = require("aws-cdk-lib/aws-dynamodb");
const apigw = require("aws-cdk-lib/aws-apigatewayv2");
const { HttpLambdaIntegration } = require("aws-cdk-lib/aws-apigatewayv2-integrations");
const { SqsEventSource } = require("aws-cdk-lib/aws-lambda-event-sources");
const { PolicyStatement } = require("aws-cdk-lib/aws-iam");

class Intake extends NestedStack {
  constructor(scope, id, table) {
    super(scope, id);
    const queue = new sqs.Queue(this, "Queue", { visibilityTimeout: Duration.seconds(30) });
    const worker = new lambda.Function(this, "Worker", {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: "worker.handler",
      code: lambda.Code.fromAsset(path.join(__dirname, "src")),
    });
    worker.addEventSource(new SqsEventSource(queue));
    table.grantReadData(worker);
  }
}

class Orders extends Stack {
  constructor(scope, id) {
    super(scope, id);
    const table = new dynamodb.Table(this, "Table", {
      partitionKey: { name: "id", type: dynamodb.AttributeType.STRING },
    });
    const layer = new lambda.LayerVersion(this, "Shared", {
      code: lambda.Code.fromAsset(path.join(__dirname, "layer")),
    });
    const handler = new lambda.Function(this, "Handler", {
      runtime: lambda.Runtime.NODEJS_16_X,
      handler: "index.handler",
      code: lambda.Code.fromAsset(path.join(__dirname, "src")),
      layers: [layer],
      environment: { TABLE: table.tableName, DB_PASSWORD: "t7Kq-wine-Ladder-92" },
    });
    handler.addToRolePolicy(new PolicyStatement({ actions: ["dynamodb:*"], resources: ["*"] }));
    handler.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE, cors: { allowedOrigins: ["*"] } });
    const api = new apigw.HttpApi(this, "Api");
    api.addRoutes({
      path: "/orders",
      methods: [apigw.HttpMethod.POST],
      integration: new HttpLambdaIntegration("Orders", handler),
    });
    new Intake(this, "Intake", table);
  }
}

const app = new App();
new Orders(app, "Orders");
app.synth();
