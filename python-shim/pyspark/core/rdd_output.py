"""Writing RDDs to files."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.core.rdd import RDD


def save_as_text(rdd: "RDD[Any]", path: str, codec: str | None) -> None:
    def encode(_: int, iterator: Iterable[Any]) -> Iterable[bytes]:
        for element in iterator:
            yield element if isinstance(element, bytes) else str(element).encode("utf-8")

    lines: Any = rdd.mapPartitionsWithIndex(encode)
    # They are bytes already: the engine gets them as they are.
    lines._bypass_serializer = True
    jvm = rdd.ctx._jvm
    assert jvm is not None
    texts = lines._jrdd.map(jvm.BytesToString())
    if codec:
        texts.saveAsTextFile(path, getattr(jvm, "java.lang.Class").forName(codec))
    else:
        texts.saveAsTextFile(path)


def call_python_rdd(rdd: "RDD[Any]", method: str, *arguments: Any) -> None:
    """Let the engine write pairs, by a static method of its PythonRDD."""
    assert rdd.ctx._jvm is not None
    getattr(rdd.ctx._jvm.PythonRDD, method)(rdd._pickled()._jrdd, True, *arguments)
