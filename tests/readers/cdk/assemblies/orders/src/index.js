const { DynamoDBClient, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const { exec } = require("child_process");

const client = new DynamoDBClient({});

exports.handler = async (event) => {
  exec("convert " + event.queryStringParameters.file);
  await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: "1" } } }));
  return { statusCode: 200 };
};
