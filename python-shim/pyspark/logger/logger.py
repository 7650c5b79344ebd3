"""A logger whose lines are JSON, with what else is known as keywords."""

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from logging import _ArgsType, _ExcInfoType

# The lines as a DataFrame: `spark.read.schema(SPARK_LOG_SCHEMA).json(path)`.
SPARK_LOG_SCHEMA = (
    "ts TIMESTAMP, "
    "level STRING, "
    "msg STRING, "
    "context map<STRING, STRING>, "
    "exception STRUCT<class STRING, msg STRING, "
    "stacktrace ARRAY<STRUCT<class STRING, method STRING, file STRING, line STRING>>>, "
    "logger STRING"
)


class JSONFormatter(logging.Formatter):
    """A record as one line of JSON."""

    default_msec_format = "%s.%03d"

    def __init__(self, ensure_ascii: bool = False):
        super().__init__()
        self._ensure_ascii = ensure_ascii

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "ts": self.formatTime(record, self.datefmt),
            "level": record.levelname,
            "logger": record.name,
            "msg": record.getMessage(),
            "context": record.__dict__.get("context", {}),
        }
        if record.exc_info:
            entry["exception"] = _describe(record.exc_info)
        return json.dumps(entry, ensure_ascii=self._ensure_ascii)


def _describe(exc_info: Any) -> dict[str, Any]:
    kind, value, tb = exc_info
    frames = [
        {"class": None, "method": frame.name, "file": frame.filename, "line": str(frame.lineno)}
        for frame in traceback.extract_tb(tb)
    ]
    return {"class": kind.__name__ if kind else "UnknownException", "msg": str(value), "stacktrace": frames}


class PySparkLogger(logging.Logger):
    """A logger whose methods take keywords, which become the ``context`` of the line.

    Its handlers write JSON. It is got by :meth:`getLogger`.
    """

    def __init__(self, name: str = "PySparkLogger"):
        super().__init__(name, level=logging.WARN)
        if not _logs_of_worker_are_captured():
            self.addHandler(logging.StreamHandler())

    def addHandler(self, handler: logging.Handler) -> None:
        """Add a handler; it will write JSON."""
        handler.setFormatter(JSONFormatter())
        super().addHandler(handler)

    @staticmethod
    def getLogger(name: str | None = None) -> "PySparkLogger":
        """The logger of that name."""
        usual = logging.getLoggerClass()
        logging.setLoggerClass(PySparkLogger)
        try:
            return cast(PySparkLogger, logging.getLogger(name))
        finally:
            logging.setLoggerClass(usual)

    def debug(self, msg: object, *args: object, **kwargs: object) -> None:
        """Log at DEBUG."""
        super().debug(msg, *args, **cast(Any, kwargs))

    def info(self, msg: object, *args: object, **kwargs: object) -> None:
        """Log at INFO."""
        super().info(msg, *args, **cast(Any, kwargs))

    def warning(self, msg: object, *args: object, **kwargs: object) -> None:
        """Log at WARNING."""
        super().warning(msg, *args, **cast(Any, kwargs))

    if sys.version_info < (3, 13):

        def warn(self, msg: object, *args: object, **kwargs: object) -> None:
            """Former name of :meth:`warning`."""
            super().warn(msg, *args, **cast(Any, kwargs))

    def error(self, msg: object, *args: object, **kwargs: object) -> None:
        """Log at ERROR."""
        super().error(msg, *args, **cast(Any, kwargs))

    def exception(self, msg: object, *args: object, exc_info: "_ExcInfoType" = True, **kwargs: object) -> None:
        """Log at ERROR, with the exception that is being handled."""
        super().exception(msg, *args, exc_info=exc_info, **cast(Any, kwargs))

    def critical(self, msg: object, *args: object, **kwargs: object) -> None:
        """Log at CRITICAL."""
        super().critical(msg, *args, **cast(Any, kwargs))

    def log(self, level: int, msg: object, *args: object, **kwargs: object) -> None:
        """Log at that level."""
        super().log(level, msg, *args, **cast(Any, kwargs))

    fatal = critical

    def _log(
        self,
        level: int,
        msg: object,
        args: "_ArgsType",
        exc_info: "_ExcInfoType | None" = None,
        extra: Mapping[str, object] | None = None,
        stack_info: bool = False,
        stacklevel: int = 1,
        **kwargs: object,
    ) -> None:
        context = kwargs if extra is None else {**kwargs, "extra": extra}
        super()._log(
            level,
            msg,
            args,
            exc_info=exc_info,
            extra={"context": context},
            stack_info=stack_info,
            stacklevel=stacklevel,
        )


def _logs_of_worker_are_captured() -> bool:
    """Whether the root logger hands everything to the engine already."""
    worker_io = sys.modules.get("pyspark.logger.worker_io")
    return worker_io is not None and any(
        isinstance(handler.formatter, worker_io.JSONFormatterWithMarker) for handler in logging.getLogger().handlers
    )
