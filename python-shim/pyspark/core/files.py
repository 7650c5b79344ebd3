"""Files that go with the jobs."""

import os
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pyspark.core.context import SparkContext

__all__ = ["SparkFiles"]


class SparkFiles:
    """Finds files that were added by :meth:`SparkContext.addFile`, on the driver and in workers."""

    _root_directory: ClassVar[str | None] = None
    _is_running_on_worker: ClassVar[bool] = False
    _sc: ClassVar["SparkContext | None"] = None

    def __init__(self) -> None:
        raise NotImplementedError("Do not construct SparkFiles objects")

    @classmethod
    def get(cls, filename: str) -> str:
        """The path of an added file."""
        return os.path.abspath(os.path.join(cls.getRootDirectory(), filename))

    @classmethod
    def getRootDirectory(cls) -> str:
        """The folder of the added files."""
        if cls._is_running_on_worker:
            assert cls._root_directory is not None
            return cls._root_directory
        assert cls._sc is not None and cls._sc._jvm is not None
        return str(getattr(cls._sc._jvm, "org.apache.spark.SparkFiles").getRootDirectory())
