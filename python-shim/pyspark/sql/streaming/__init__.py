"""Queries over streams: thin classes over the engine's, which says what it does not have."""

from typing import TYPE_CHECKING, Any

from pyspark._lazy_names import load_name

if TYPE_CHECKING:
    from pyspark.errors import StreamingQueryException as StreamingQueryException
    from pyspark.sql.streaming.listener import StreamingQueryListener as StreamingQueryListener
    from pyspark.sql.streaming.query import StreamingQuery as StreamingQuery
    from pyspark.sql.streaming.query import StreamingQueryManager as StreamingQueryManager
    from pyspark.sql.streaming.readwriter import DataStreamReader as DataStreamReader
    from pyspark.sql.streaming.readwriter import DataStreamWriter as DataStreamWriter

_HOME_OF_NAME = {
    "DataStreamReader": "pyspark.sql.streaming.readwriter",
    "DataStreamWriter": "pyspark.sql.streaming.readwriter",
    "StreamingQuery": "pyspark.sql.streaming.query",
    "StreamingQueryException": "pyspark.errors",
    "StreamingQueryListener": "pyspark.sql.streaming.listener",
    "StreamingQueryManager": "pyspark.sql.streaming.query",
}
_ABSENT = ("StatefulProcessor", "StatefulProcessorHandle", "TwsTester")


def __getattr__(name: str) -> Any:
    if name in _ABSENT:
        raise ImportError(
            f"pyspark.sql.streaming.{name} is not available in tspark: queries with state are not there yet"
        )
    return load_name(__name__, name, _HOME_OF_NAME)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF_NAME})
