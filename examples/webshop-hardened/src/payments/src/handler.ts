import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyResultV2 } from "aws-lambda";
import { post } from "./provider";

const table = process.env.ORDERS_TABLE!;
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const secrets = new SecretsManagerClient({});

let apiKey: string | undefined;

async function providerKey(): Promise<string> {
  if (apiKey === undefined) {
    const secret = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.PAYMENT_SECRET_ID }));
    apiKey = JSON.parse(secret.SecretString ?? "{}").apiKey as string;
  }
  return apiKey;
}

function answer(statusCode: number, body: unknown): APIGatewayProxyResultV2 {
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** POST /payments: open a payment at the provider for an order of this customer. */
export async function handler(event: APIGatewayProxyEventV2WithJWTAuthorizer): Promise<APIGatewayProxyResultV2> {
  const customerId = event.requestContext.authorizer.jwt.claims.sub as string;
  const { orderId, method } = JSON.parse(event.body ?? "{}") as { orderId?: string; method?: string };
  if (!orderId || !["invoice", "transfer", "card"].includes(method ?? "")) {
    return answer(400, { message: "orderId and method are needed" });
  }

  const { Item: order } = await dynamo.send(new GetCommand({ TableName: table, Key: { orderId } }));
  if (!order || order.customerId !== customerId || order.status !== "PLACED") {
    return answer(404, { message: "No such order" });
  }

  const payment = await post("/v1/payments", await providerKey(), {
    reference: orderId,
    amount: order.total,
    method,
  });
  await dynamo.send(
    new UpdateCommand({
      TableName: table,
      Key: { orderId },
      UpdateExpression: "SET paymentId = :p",
      ExpressionAttributeValues: { ":p": payment.id },
    }),
  );
  console.log(JSON.stringify({ message: "payment opened", orderId, paymentId: payment.id }));
  return answer(201, { paymentId: payment.id, redirect: payment.redirectUrl });
}
