"use strict";

const { exec, execFile } = require("node:child_process");
const { readFile, rm, writeFile } = require("node:fs/promises");
const { promisify } = require("node:util");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");
const { PutObjectCommand, S3Client } = require("@aws-sdk/client-s3");
const escapeHtml = require("escape-html");

const run = promisify(exec);
const runFile = promisify(execFile);
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const s3 = new S3Client({});

function page(order) {
  const rows = order.lines.map((line) => `<tr><td>${escapeHtml(line.sku)}</td><td>${Number(line.quantity)}</td></tr>`);
  return `<h1>Invoice ${escapeHtml(order.orderId)}</h1><table>${rows.join("")}</table>`;
}

const answer = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });

/** POST /invoices {orderId, title, paper}: print an order as PDF and keep it with the reports. */
exports.handler = async (event) => {
  const { orderId, title, paper = "A4" } = JSON.parse(event.body ?? "{}");
  const { Item: order } = await dynamo.send(
    new GetCommand({ TableName: process.env.ORDERS_TABLE, Key: { orderId } }),
  );
  if (!order) {
    return answer(404, { message: "No such order" });
  }

  const html = `/tmp/${order.orderId}.html`;
  const pdf = `/tmp/${order.orderId}.pdf`;
  try {
    await writeFile(html, page(order));
    await run(`/opt/bin/wkhtmltopdf --quiet --page-size ${paper} --title "${title}" ${html} ${pdf}`);
    await runFile("/opt/bin/qpdf", ["--linearize", "--replace-input", pdf], { timeout: 10_000 });
    const Key = `invoices/${order.orderId}.pdf`;
    await s3.send(
      new PutObjectCommand({
        Bucket: process.env.REPORTS_BUCKET,
        Key,
        Body: await readFile(pdf),
        ContentType: "application/pdf",
      }),
    );
    console.log(JSON.stringify({ message: "invoice printed", orderId: order.orderId }));
    return answer(201, { key: Key });
  } finally {
    await Promise.all([rm(html, { force: true }), rm(pdf, { force: true })]);
  }
};
