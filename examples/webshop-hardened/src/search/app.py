"""GET /search?q=...: products by name, with the trade price."""

import os

import boto3
import psycopg
from psycopg.rows import dict_row
from shop_common import answer, logger

PAGE = 24
SEARCH = """
    SELECT sku, name, category, trade_price FROM product
    WHERE name ILIKE %(pattern)s AND (%(category)s::text IS NULL OR category = %(category)s)
    ORDER BY {} LIMIT %(limit)s OFFSET %(offset)s
"""
# the only thing that a parameter cannot say is the order, so each has its own statement
STATEMENTS = {
    "name": SEARCH.format("name"),
    "price": SEARCH.format("trade_price"),
    "newest": SEARCH.format("created_at DESC"),
}

rds = boto3.client("rds")
_connection = None


def connection():
    global _connection
    if _connection is None or _connection.closed:
        host = os.environ["DB_HOST"]
        _connection = psycopg.connect(
            host=host,
            dbname="catalogue",
            user="search",
            password=rds.generate_db_auth_token(DBHostname=host, Port=5432, DBUsername="search"),
            sslmode="verify-full",
            sslrootcert="/var/task/rds-ca.pem",
            row_factory=dict_row,
            autocommit=True,
            connect_timeout=5,
        )
    return _connection


def containing(text):
    """A LIKE pattern in which the text stands for itself."""
    for special in ("\\", "%", "_"):
        text = text.replace(special, "\\" + special)
    return f"%{text}%"


def search(text, category, sort, page):
    statement = STATEMENTS.get(sort, STATEMENTS["name"])
    values = {"pattern": containing(text), "category": category, "limit": PAGE, "offset": PAGE * page}
    with connection().cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def handler(event, context):
    query = event.get("queryStringParameters") or {}
    text = query.get("q", "").strip()
    if len(text) < 2:
        return answer(400, {"message": "Please search for at least two letters"})
    try:
        page = max(0, int(query.get("page", "0")))
    except ValueError:
        page = 0

    products = search(text, query.get("category"), query.get("sort"), page)
    logger.info("search", extra={"length": len(text), "hits": len(products)})
    return answer(200, {"products": products, "page": page})
