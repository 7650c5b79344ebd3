"""Errors as Spark's golden files write them down: the Java class, then condition, state, parameters and contexts."""

import json
from collections.abc import Mapping

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException, QueryContext, QueryContextType
from pyspark.errors.exceptions.captured import CapturedException


def error_text(error: PySparkException | Py4JJavaError) -> str:
    found = with_condition(error if isinstance(error, PySparkException) else captured(error.java_exception))
    details = error_details(found)
    if details is not None:
        return f"{java_class_of(found)}\n{json.dumps(details, indent=2, ensure_ascii=False)}"
    origin = origin_of(found)
    return f"{java_class_of(found)}\n{found if origin is None else origin.getMessage()}"


def captured(error: JavaObject) -> PySparkException:
    found: PySparkException = CapturedException(origin=error)
    return found


def with_condition(error: PySparkException) -> PySparkException:
    """A failed job's error says little; its cause is what the files hold."""
    origin = origin_of(error)
    if error.getCondition() is None and java_class_of(error) == "org.apache.spark.SparkException":
        cause = None if origin is None else origin.getCause()
        return error if cause is None else captured(cause)
    return error


def origin_of(error: PySparkException) -> JavaObject | None:
    return error._origin if isinstance(error, CapturedException) else None


def java_class_of(error: PySparkException) -> str:
    origin = origin_of(error)
    return type(error).__name__ if origin is None else str(origin.getClass().getName())


def error_details(error: PySparkException) -> dict[str, object] | None:
    condition = error.getCondition()
    if condition is None:
        return None
    details: dict[str, object] = {"errorClass": condition}
    state = error.getSqlState()
    if state is not None:
        details["sqlState"] = state
    parameters = error.getMessageParameters()
    if parameters:
        details["messageParameters"] = dict(sorted(parameters.items()))
    contexts = [place(context) for context in error.getQueryContext() if context.contextType() == QueryContextType.SQL]
    if contexts:
        details["queryContext"] = contexts
    return details


def place(context: QueryContext) -> dict[str, object]:
    """Positions count from 1; one that is not known is left out."""
    positions = {"startIndex": context.startIndex() + 1, "stopIndex": context.stopIndex() + 1}
    return {
        "objectType": context.objectType(),
        "objectName": context.objectName(),
        **{name: position for name, position in positions.items() if position > 0},
        "fragment": context.fragment(),
    }


def same_error(expected: str, actual: str) -> bool:
    """Condition, state, parameters and contexts decide; where an error has no condition, its class and message do."""
    if expected == actual:
        return True
    wanted, found = details_of(expected), details_of(actual)
    return wanted is not None and wanted == found


def details_of(text: str) -> Mapping[str, object] | None:
    try:
        found = json.loads(text.partition("\n")[2])
    except ValueError:
        return None
    return found if isinstance(found, dict) and "errorClass" in found else None
