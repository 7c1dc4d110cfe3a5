"""GET /search?q=...: products by name, with the trade price."""

import os

import psycopg
from psycopg.rows import dict_row
from shop_common import answer, logger

PAGE = 24
SORTABLE = {"name": "name", "price": "trade_price", "newest": "created_at DESC"}

_connection = None


def connection():
    global _connection
    if _connection is None or _connection.closed:
        _connection = psycopg.connect(
            os.environ["DATABASE_URL"],
            password=os.environ["DB_PASSWORD"],
            row_factory=dict_row,
            autocommit=True,
            connect_timeout=5,
        )
    return _connection


def search(text, category, sort, page):
    order_by = SORTABLE.get(sort, "name")
    where = f"name ILIKE '%{text}%'"
    if category:
        where += f" AND category = '{category}'"
    sql = f"SELECT sku, name, category, trade_price FROM product WHERE {where} ORDER BY {order_by} LIMIT {PAGE} OFFSET {PAGE * page}"
    with connection().cursor() as cursor:
        cursor.execute(sql)
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
