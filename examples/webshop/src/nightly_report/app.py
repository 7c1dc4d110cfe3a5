"""Every night: yesterday's sales per category, as a compressed CSV and a page for the sales team."""

import csv
import datetime
import logging
import os
import subprocess
import tempfile

import boto3
import psycopg
from jinja2 import Environment, select_autoescape

logger = logging.getLogger()
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

s3 = boto3.client("s3")
pages = Environment(autoescape=select_autoescape(default=True))

PAGE = pages.from_string(
    "<h1>Sales of {{ day }}</h1><table>{% for category, pieces, total in rows %}"
    "<tr><td>{{ category }}</td><td>{{ pieces }}</td><td>{{ total }}</td></tr>{% endfor %}</table>"
)


def sales(day):
    with psycopg.connect(
        host=os.environ["DB_HOST"],
        dbname="catalogue",
        user="shopadmin",
        password=os.environ["DB_PASSWORD"],
        sslmode="verify-full",
        sslrootcert="/var/task/rds-ca.pem",
        connect_timeout=5,
    ) as connection:
        rows = connection.execute(
            "SELECT category, sum(quantity), sum(total) FROM sale WHERE day = %s GROUP BY category ORDER BY 3 DESC",
            (day,),
        )
        return rows.fetchall()


def compress(path):
    subprocess.run(["gzip", "-9", path], check=True, timeout=60)
    return path + ".gz"


def upload(path, key, kind):
    with open(path, "rb") as body:
        s3.put_object(Bucket=os.environ["REPORTS_BUCKET"], Key=key, Body=body, ContentType=kind)


def handler(event, context):
    default = datetime.date.today() - datetime.timedelta(days=1)
    day = datetime.date.fromisoformat(event.get("day", default.isoformat()))
    rows = sales(day)
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "sales.csv")
        with open(table, "w", newline="") as file:
            csv.writer(file).writerows([("category", "pieces", "total"), *rows])
        upload(compress(table), f"sales/{day}.csv.gz", "application/gzip")
        page = os.path.join(folder, "sales.html")
        with open(page, "w") as file:
            file.write(PAGE.render(day=day, rows=rows))
        upload(page, f"sales/{day}.html", "text/html")
    logger.info("report of %s: %d categories", day, len(rows))
    return {"day": day.isoformat(), "categories": len(rows)}
