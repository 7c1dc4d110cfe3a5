"use strict";

const https = require("node:https");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, UpdateCommand } = require("@aws-sdk/lib-dynamodb");
const { GetSecretValueCommand, SecretsManagerClient } = require("@aws-sdk/client-secrets-manager");

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const secrets = new SecretsManagerClient({});
const agent = new https.Agent({ keepAlive: true, minVersion: "TLSv1.2" });

async function providerKey() {
  const secret = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.PAYMENT_SECRET_ID }));
  return JSON.parse(secret.SecretString).apiKey;
}

function post(path, key, body) {
  const data = JSON.stringify(body);
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const request = https.request(
      { host: process.env.PAYMENT_HOST, path, method: "POST", agent, timeout: 8000, headers },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode));
      },
    );
    request.on("timeout", () => request.destroy(new Error("payment provider is too slow")));
    request.on("error", reject);
    request.end(data);
  });
}

/** Second step of a refund: give the money back. */
exports.handler = async ({ orderId, paymentId, amount }) => {
  const path = `/v1/payments/${encodeURIComponent(paymentId)}/refunds`;
  const status = await post(path, await providerKey(), { amount, reference: orderId });
  if (status !== 201) {
    throw new Error(`refund refused with ${status}`);
  }
  const { Attributes: order } = await dynamo.send(
    new UpdateCommand({
      TableName: process.env.ORDERS_TABLE,
      Key: { orderId },
      UpdateExpression: "SET #s = :s",
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":s": "REFUNDED" },
      ReturnValues: "ALL_NEW",
    }),
  );
  console.log(JSON.stringify({ message: "refunded", orderId }));
  return { orderId, status: "REFUNDED", email: order.email };
};
