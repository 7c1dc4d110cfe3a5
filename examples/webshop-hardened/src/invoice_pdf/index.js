"use strict";

const { once } = require("node:events");
const PDFDocument = require("pdfkit");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");
const { PutObjectCommand, S3Client } = require("@aws-sdk/client-s3");

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const s3 = new S3Client({});

const PAPERS = new Set(["A4", "A5", "LETTER"]);

async function print(order, { title, paper }) {
  const pdf = new PDFDocument({ size: paper, info: { Title: title } });
  const parts = [];
  pdf.on("data", (part) => parts.push(part));
  pdf.fontSize(18).text(`Invoice ${order.orderId}`).moveDown().fontSize(11);
  for (const line of order.lines) {
    pdf.text(`${Number(line.quantity)} x ${line.sku}`);
  }
  pdf.moveDown().text(`Total ${order.total}`);
  pdf.end();
  await once(pdf, "end");
  return Buffer.concat(parts);
}

const answer = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });

/** POST /invoices {orderId, title, paper}: print an order as PDF and keep it with the reports. */
exports.handler = async (event) => {
  const { orderId, title = "Invoice", paper = "A4" } = JSON.parse(event.body ?? "{}");
  if (!PAPERS.has(paper) || typeof title !== "string" || title.length > 80) {
    return answer(400, { message: "paper or title cannot be used" });
  }
  const { Item: order } = await dynamo.send(
    new GetCommand({ TableName: process.env.ORDERS_TABLE, Key: { orderId: String(orderId) } }),
  );
  if (!order) {
    return answer(404, { message: "No such order" });
  }

  const Key = `invoices/${order.orderId}.pdf`;
  await s3.send(
    new PutObjectCommand({
      Bucket: process.env.REPORTS_BUCKET,
      Key,
      Body: await print(order, { title, paper }),
      ContentType: "application/pdf",
    }),
  );
  console.log(JSON.stringify({ message: "invoice printed", orderId: order.orderId }));
  return answer(201, { key: Key });
};
