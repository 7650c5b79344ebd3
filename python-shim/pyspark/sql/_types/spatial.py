"""Shapes in the plane and on the globe, and semi-structured values."""

from typing import Any, ClassVar, Protocol

from pyspark.sql._types.base import AtomicType


class _Shape:
    def __init__(self, wkb: bytes, srid: int):
        self.wkb = wkb
        self.srid = srid

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.wkb!r}, {self.srid:d})"

    def getSrid(self) -> int:
        """The number of the spatial reference system."""
        return self.srid

    def getBytes(self) -> bytes:
        """The shape as well-known binary."""
        return self.wkb

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self.wkb == other.wkb and self.srid == other.srid

    __hash__ = None  # type: ignore[assignment]


class Geography(_Shape):
    """A shape on the globe."""

    @classmethod
    def fromWKB(cls, wkb: bytes, srid: int) -> "Geography":
        """The shape that well-known binary describes."""
        return Geography(wkb, srid)


class Geometry(_Shape):
    """A shape in the plane."""

    @classmethod
    def fromWKB(cls, wkb: bytes, srid: int) -> "Geometry":
        """The shape that well-known binary describes."""
        return Geometry(wkb, srid)


class _ReferenceSystems(Protocol):
    @staticmethod
    def get_string_id(srid: int) -> str | None: ...

    @staticmethod
    def get_srid(string_id: str) -> int | None: ...


class SpatialType(AtomicType):
    """Shapes in one spatial reference system, or with `"ANY"` in one per value."""

    MIXED_SRID = -1
    MIXED_CRS = "SRID:ANY"
    DEFAULT_SRID = 4326
    DEFAULT_CRS = "OGC:CRS84"

    _value_class: ClassVar[type[_Shape]]

    srid: int
    _crs: str

    @classmethod
    def _systems(cls) -> type[_ReferenceSystems]:
        raise NotImplementedError

    def __init__(self, srid: int | str):
        if srid == "ANY":
            self.srid, self._crs = self.MIXED_SRID, self.MIXED_CRS
            return
        crs = self._systems().get_string_id(srid) if isinstance(srid, int) else None
        if not isinstance(srid, int) or crs is None:
            raise _invalid("ST_INVALID_SRID_VALUE", srid=str(srid))
        self.srid, self._crs = srid, crs

    @classmethod
    def _of_crs(cls, crs: str) -> Any:
        if crs.lower() == cls.MIXED_CRS.lower():
            return cls("ANY")
        srid = cls._systems().get_srid(crs)
        if srid is None:
            raise _invalid("ST_INVALID_CRS_VALUE", crs=crs)
        return cls(srid)

    def simpleString(self) -> str:
        return f"{self.typeName()}({'any' if self.srid == self.MIXED_SRID else self.srid})"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({'ANY' if self.srid == self.MIXED_SRID else self.srid})"

    def needConversion(self) -> bool:
        return True

    def fromInternal(self, obj: dict[str, Any]) -> Any:
        if obj is None or "srid" not in obj or "bytes" not in obj:
            return None
        return self._value_class(obj["bytes"], obj["srid"])

    def _to_internal(self, shape: Any) -> Any:
        if shape is None:
            return None
        assert isinstance(shape, self._value_class)
        return {"srid": shape.srid, "wkb": shape.wkb}


class GeographyType(SpatialType):
    """Shapes on the globe."""

    DEFAULT_ALG = "SPHERICAL"

    _value_class = Geography

    @classmethod
    def _systems(cls) -> type[_ReferenceSystems]:
        from pyspark.sql.geo_utils import GeographicSpatialReferenceSystemMapper

        return GeographicSpatialReferenceSystemMapper

    def __init__(self, srid: int | str):
        super().__init__(srid)
        self._alg = self.DEFAULT_ALG

    @classmethod
    def _from_crs(cls, crs: str, alg: str) -> "GeographyType":
        if alg != cls.DEFAULT_ALG:
            raise _invalid("ST_INVALID_ALGORITHM_VALUE", alg=alg)
        geography: GeographyType = cls._of_crs(crs)
        return geography

    def jsonValue(self) -> str:
        return f"geography({self._crs}, {self._alg})"

    def toInternal(self, geography: Any) -> Any:
        return self._to_internal(geography)


class GeometryType(SpatialType):
    """Shapes in the plane."""

    _value_class = Geometry

    @classmethod
    def _systems(cls) -> type[_ReferenceSystems]:
        from pyspark.sql.geo_utils import CartesianSpatialReferenceSystemMapper

        return CartesianSpatialReferenceSystemMapper

    @classmethod
    def _from_crs(cls, crs: str) -> "GeometryType":
        geometry: GeometryType = cls._of_crs(crs)
        return geometry

    def jsonValue(self) -> str:
        return f"geometry({self._crs})"

    def toInternal(self, geometry: Any) -> Any:
        return self._to_internal(geometry)


def _invalid(condition: str, **parameters: str) -> Exception:
    from pyspark.errors import IllegalArgumentException

    return IllegalArgumentException(errorClass=condition, messageParameters=parameters)


class VariantVal:
    """A value of any type, as two runs of bytes: the value and the dictionary of its keys."""

    def __init__(self, value: bytes, metadata: bytes):
        self.value = value
        self.metadata = metadata

    def __str__(self) -> str:
        return self.toJson()

    def __repr__(self) -> str:
        return f"VariantVal({self.value!r}, {self.metadata!r})"

    def toPython(self) -> Any:
        """The value as Python's own dicts, lists, numbers and so on."""
        from pyspark.sql.variant_utils import VariantUtils

        return VariantUtils.to_python(self.value, self.metadata)

    def toJson(self, zone_id: str = "UTC") -> str:
        """The value as JSON, with instants in the time zone."""
        from pyspark.sql.variant_utils import VariantUtils

        return VariantUtils.to_json(self.value, self.metadata, zone_id)

    @classmethod
    def parseJson(cls, json_str: str) -> "VariantVal":
        """The value that a JSON text describes."""
        from pyspark.sql.variant_utils import VariantUtils

        value, metadata = VariantUtils.parse_json(json_str)
        return VariantVal(value, metadata)


class VariantType(AtomicType):
    """Semi-structured values (:class:`VariantVal`)."""

    def needConversion(self) -> bool:
        return True

    def fromInternal(self, obj: dict[str, Any]) -> VariantVal | None:
        if obj is None or "value" not in obj or "metadata" not in obj:
            return None
        return VariantVal(obj["value"], obj["metadata"])

    def toInternal(self, variant: Any) -> Any:
        if variant is None:
            return None
        assert isinstance(variant, VariantVal)
        return {"value": variant.value, "metadata": variant.metadata}
