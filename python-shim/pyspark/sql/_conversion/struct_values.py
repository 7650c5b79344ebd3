"""Values that Arrow carries as structs: variants, geometries and geographies."""

from typing import Any

from pyspark.errors import PySparkValueError
from pyspark.sql.types import VariantVal


def variant_of(value: Any) -> VariantVal:
    if isinstance(value, dict):
        parts = value.get("value"), value.get("metadata")
        if isinstance(parts[0], bytes) and isinstance(parts[1], bytes):
            return VariantVal(parts[0], parts[1])
    raise PySparkValueError(errorClass="MALFORMED_VARIANT")


def spatial_parts(value: Any, condition: str) -> tuple[bytes, int]:
    """The bytes and the id of the reference system; ``condition`` where there are none."""
    if isinstance(value, dict):
        wkb, srid = value.get("wkb"), value.get("srid")
        if isinstance(wkb, bytes) and isinstance(srid, int):
            return wkb, srid
    raise PySparkValueError(errorClass=condition)
