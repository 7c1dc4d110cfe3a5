"use strict";

const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, UpdateCommand } = require("@aws-sdk/lib-dynamodb");
const { unmarshall } = require("@aws-sdk/util-dynamodb");

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));

function justPaid(record) {
  if (record.eventName !== "MODIFY") {
    return null;
  }
  const before = unmarshall(record.dynamodb.OldImage);
  const after = unmarshall(record.dynamodb.NewImage);
  return before.status !== "PAID" && after.status === "PAID" ? after : null;
}

async function take(line) {
  await dynamo.send(
    new UpdateCommand({
      TableName: process.env.PRODUCTS_TABLE,
      Key: { category: line.category, sku: line.sku },
      UpdateExpression: "ADD stock :taken",
      ConditionExpression: "attribute_exists(sku)",
      ExpressionAttributeValues: { ":taken": -line.quantity },
    }),
  );
}

/** Changes of the orders table: take what was paid for out of the stock. */
exports.handler = async (event) => {
  for (const record of event.Records) {
    const order = justPaid(record);
    if (!order) {
      continue;
    }
    await Promise.all(order.lines.map(take));
    console.log(JSON.stringify({ message: "stock taken", orderId: order.orderId, lines: order.lines.length }));
  }
};
