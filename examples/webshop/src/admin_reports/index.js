"use strict";

const {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} = require("@aws-sdk/client-athena");

const athena = new AthenaClient({});

/** What /reports/{name} can show; each takes its values from the query string. */
const REPORTS = {
  sales: ({ region = "eu", month }) => ({
    QueryString: `SELECT category, sum(total) FROM sales WHERE region = '${region}' AND month = '${month}' GROUP BY category`,
  }),
  returns: ({ month }) => ({
    QueryString: "SELECT sku, count(*) FROM returns WHERE month = ? GROUP BY sku ORDER BY 2 DESC LIMIT 100",
    ExecutionParameters: [`'${/^\d{4}-\d{2}$/.exec(month)?.[0] ?? ""}'`],
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
  const query = report(event.queryStringParameters ?? {});
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
