"use strict";

const {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} = require("@aws-sdk/client-athena");

const athena = new AthenaClient({});

const MONTH = /^\d{4}-\d{2}$/;

/** A value for Athena: it has to match, so that there is nothing in it to quote. */
function text(value, pattern) {
  if (!pattern.test(value ?? "")) {
    throw new RangeError("a value of the query string has the wrong form");
  }
  return `'${value}'`;
}

/** What /reports/{name} can show; each takes its values from the query string. */
const REPORTS = {
  sales: ({ region = "eu", month }) => ({
    QueryString: "SELECT category, sum(total) FROM sales WHERE region = ? AND month = ? GROUP BY category",
    ExecutionParameters: [text(region, /^[a-z]{2}$/), text(month, MONTH)],
  }),
  returns: ({ month }) => ({
    QueryString: "SELECT sku, count(*) FROM returns WHERE month = ? GROUP BY sku ORDER BY 2 DESC LIMIT 100",
    ExecutionParameters: [text(month, MONTH)],
  }),
};

const answer = (statusCode, body) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

async function finished(id) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    const { State } = QueryExecution.Status;
    if (State === "SUCCEEDED") {
      return;
    }
    if (State === "FAILED" || State === "CANCELLED") {
      throw new Error(`query ${State.toLowerCase()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error("query is too slow");
}

exports.handler = async (event) => {
  const report = Object.hasOwn(REPORTS, event.pathParameters.name) && REPORTS[event.pathParameters.name];
  if (!report) {
    return answer(404, { message: "No such report" });
  }
  let query;
  try {
    query = report(event.queryStringParameters ?? {});
  } catch (error) {
    if (error instanceof RangeError) {
      return answer(400, { message: error.message });
    }
    throw error;
  }
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      ...query,
      WorkGroup: process.env.ATHENA_WORKGROUP,
      QueryExecutionContext: { Database: process.env.ATHENA_DATABASE },
    }),
  );
  await finished(QueryExecutionId);
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  const rows = ResultSet.Rows.map((row) => row.Data.map((cell) => cell.VarCharValue));
  console.log(JSON.stringify({ message: "report", name: event.pathParameters.name, rows: rows.length }));
  return answer(200, { rows });
};
