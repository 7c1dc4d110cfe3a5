"use strict";

const { SESClient, SendEmailCommand } = require("@aws-sdk/client-ses");

const ses = new SESClient({});

const TEXTS = {
  PAID: (order) => ({ subject: "We have received your payment", body: `Order ${order.orderId} is being packed.` }),
  PAYMENT_FAILED: (order) => ({ subject: "Your payment failed", body: `Please try again for order ${order.orderId}.` }),
  REFUNDED: (order) => ({ subject: "Your refund is on its way", body: `Order ${order.orderId} was refunded.` }),
};

async function send(to, { subject, body }) {
  await ses.send(
    new SendEmailCommand({
      Source: process.env.SENDER,
      Destination: { ToAddresses: [to] },
      Message: { Subject: { Data: subject }, Body: { Text: { Data: body } } },
    }),
  );
}

/** Order events from SNS: one e-mail for each event that customers care about. */
exports.handler = async (event) => {
  let sent = 0;
  for (const record of event.Records) {
    const order = JSON.parse(record.Sns.Message);
    const text = TEXTS[order.status];
    if (!text || !order.email) {
      continue;
    }
    await send(order.email, text(order));
    sent += 1;
  }
  console.log(JSON.stringify({ message: "notified", records: event.Records.length, sent }));
  return { sent };
};
