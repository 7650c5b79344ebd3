"""Errors that know their place in a query go to a structured log, if the user has opened one."""

from pyspark.errors.exceptions.base import QueryContext, QueryContextType
from pyspark.logger import PySparkLogger


def log_with_context(message: str, condition: str | None, context: QueryContext) -> None:
    if context.contextType() is QueryContextType.SQL:
        logger = PySparkLogger.getLogger("SQLQueryContextLogger")
        logger.propagate = False
        logger.exception(message, errorClass=condition)
        return
    logger = PySparkLogger.getLogger("DataFrameQueryContextLogger")
    logger.propagate = False
    file, _, line = context.callSite().partition(":")
    if ":" in line:
        line = ""
    logger.exception(message, file=file, line=line, fragment=context.fragment(), errorClass=condition)
