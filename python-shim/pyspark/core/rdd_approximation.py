"""Sums and means that are known only as far as the time allowed."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.core.rdd import RDD, BoundedFloat


def approximate(rdd: "RDD[Any]", method: str, timeout: int, confidence: float) -> "BoundedFloat":
    """What the engine finds of an RDD of floats by that method."""
    from pyspark.core.rdd import BoundedFloat

    assert rdd.ctx._jvm is not None
    numbers = rdd.ctx._jvm.JavaDoubleRDD.fromRDD(rdd._to_java_object_rdd().rdd())
    found = getattr(numbers, method)(timeout, confidence).initialValue()
    return BoundedFloat(found.mean(), found.confidence(), found.low(), found.high())
