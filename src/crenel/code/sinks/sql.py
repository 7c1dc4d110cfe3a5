"""SQL that is put together of text instead of given parameters."""

from __future__ import annotations

import re

from crenel.code.facts import Tainted
from crenel.code.hooks import CallView, calls
from crenel.code.values import Given, Known, Mixed, Path, Record, Value, leaves, taint, text_of
from crenel.pattern import Pattern

KIND = "sql-injection"
_STATEMENT = Pattern(
    r"^\W*(select|insert\s+into|update|delete\s+from|create|drop|alter|merge|with|call|exec|truncate"
    r"|grant|show|replace\s+into)\b",
    re.IGNORECASE,
)
_LIBRARIES = (
    "sqlite3.",
    "psycopg",
    "pymysql.",
    "MySQLdb.",
    "mysql.",
    "pg.",
    "pg-promise",
    "mysql2",
    "mysql",
    "sqlalchemy.",
    "aiomysql.",
    "asyncpg.",
    "pyodbc.",
    "mariadb",
    "mssql",
    "knex",
    "better-sqlite3",
    "java.sql.",
    "database/sql.",
    "github.com/jackc/pgx",
    "github.com/jmoiron/sqlx.",
    "gorm.io/",
)
_CONTEXT_FIRST = ("github.com/jackc/pgx",)
"""Libraries of Go whose methods all take a context first."""
_CLOUD = (
    "software.amazon.",
    "com.amazonaws.",
    "github.com/aws/",
    "boto3.",
    "aioboto3.",
    "aws-sdk",
    "@aws-sdk",
    "google.",
    "@google",
    "azure.",
    "@azure",
)


@calls(
    ".execute", ".executemany", ".executescript", ".query", ".raw", ".mogrify", ".$queryRawUnsafe"
)
@calls(
    ".$executeRawUnsafe", ".fetch", ".fetchrow", ".fetchval", "pandas.read_sql", "sqlalchemy.text"
)
@calls(".prepare")
@calls(".executeQuery", ".executeUpdate", ".executeLargeUpdate", ".addBatch", ".prepareStatement")
@calls(".prepareCall", ".createNativeQuery", ".createQuery", ".queryForObject", ".queryForList")
@calls(".Exec", ".Query", ".QueryRow", ".Prepare", ".Raw")
def _statement(view: CallView) -> None:
    if view.name.startswith(_CLOUD):
        return
    first = 1 if view.name.startswith(_CONTEXT_FIRST) else 0
    statement = _text(view.argument(first, "query", "sql", "operation", "statement"))
    if statement is None or not _is_sql(view, statement):
        return
    view.sink(KIND, f"{view.method}() is given SQL that is put together of text", statement)


@calls(".ExecContext", ".QueryContext", ".QueryRowContext", ".PrepareContext")
def _with_context(view: CallView) -> None:
    """Go: the context comes first."""
    statement = view.argument(1)
    if statement is not None and _is_sql(view, statement):
        view.sink(KIND, f"{view.method}() is given SQL that is put together of text", statement)


def _text(value: Value | None) -> Value | None:
    """``{text: ..., values: ...}`` is given to some libraries."""
    if isinstance(value, Record):
        return value.get("text") or value.get("sql")
    if isinstance(value, Path) and value.name == "sqlalchemy.text()" and value.sites:
        return value.sites[-1].argument(0, "text")
    return value


def _is_sql(view: CallView, statement: Value) -> bool:
    """It reads like SQL, or goes to a library for it."""
    known = any(_STATEMENT.match(text_of(one)) for one in leaves(statement) if _written(one))
    if known:
        return True
    foreign = view.name.startswith(_LIBRARIES)
    return foreign and taint(statement).tainted is not Tainted.NO


def _written(value: Value) -> bool:
    return isinstance(value, Known | Mixed) and not isinstance(value, Given)


_FIELDS = ("sql", "Sql", "Statement", "QueryString", "statement")


@calls(".execute_statement", ".batch_execute_statement", ".start_query_execution", ".start_query")
def _cloud(view: CallView) -> None:
    statement = view.argument(None, *_FIELDS)
    if statement is not None:
        view.sink(KIND, f"{view.method}() is given SQL that is put together of text", statement)


@calls("@aws-sdk/")
def _cloud_command(view: CallView) -> None:
    if view.method.endswith(("StatementCommand", "QueryExecutionCommand", "StartQueryCommand")):
        statement = view.argument(None, *_FIELDS)
        if statement is not None:
            message = f"{view.method} is given SQL that is put together of text"
            view.sink(KIND, message, statement)
