const path = require("path");
const { App, Stack, Stage } = require("aws-cdk-lib");
const lambda = require("aws-cdk-lib/aws-lambda");
const sns = require("aws-cdk-lib/aws-sns");
const { LambdaSubscription } = require("aws-cdk-lib/aws-sns-subscriptions");

class Notices extends Stack {
  constructor(scope, id) {
    super(scope, id);
    const topic = new sns.Topic(this, "Topic");
    const worker = new lambda.Function(this, "Worker", {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: "worker.handler",
      code: lambda.Code.fromAsset(path.join(__dirname, "src")),
    });
    topic.addSubscription(new LambdaSubscription(worker));
    new lambda.DockerImageFunction(this, "Image", {
      code: lambda.DockerImageCode.fromImageAsset(path.join(__dirname, "image"), { cmd: ["index.handler"] }),
    });
  }
}

const app = new App();
for (const name of ["Test", "Production"]) {
  const stage = new Stage(app, name, { env: { account: "123456789012", region: "eu-west-1" } });
  new Notices(stage, "Notices");
}
app.synth();
