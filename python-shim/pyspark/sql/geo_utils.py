"""Spatial reference systems: their numbers, their names, and whether they are on the globe or in the plane."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class SpatialReferenceSystemInformation:
    """One system."""

    srid: int
    string_id: str
    is_geographic: bool


_SYSTEMS = (
    SpatialReferenceSystemInformation(0, "SRID:0", False),
    SpatialReferenceSystemInformation(3857, "EPSG:3857", False),
    SpatialReferenceSystemInformation(4326, "OGC:CRS84", True),
)


class SpatialReferenceSystemCache:
    """The systems that geometries and geographies may name."""

    @classmethod
    @cache
    def instance(cls) -> "SpatialReferenceSystemCache":
        """The only one."""
        return cls()

    def __init__(self) -> None:
        self._by_srid = {system.srid: system for system in _SYSTEMS}
        self._by_name = {system.string_id: system for system in _SYSTEMS}

    def get_srs_by_srid(self, srid: int) -> SpatialReferenceSystemInformation | None:
        """The system of a number, if it is known."""
        return self._by_srid.get(srid)

    def get_srs_by_string_id(self, string_id: str) -> SpatialReferenceSystemInformation | None:
        """The system of a name, if it is known."""
        return self._by_name.get(string_id)


class GeographicSpatialReferenceSystemMapper:
    """Systems on the globe."""

    @staticmethod
    def get_string_id(srid: int) -> str | None:
        """The name for a number."""
        system = SpatialReferenceSystemCache.instance().get_srs_by_srid(srid)
        return system.string_id if system is not None and system.is_geographic else None

    @staticmethod
    def get_srid(string_id: str) -> int | None:
        """The number for a name."""
        system = SpatialReferenceSystemCache.instance().get_srs_by_string_id(string_id)
        return system.srid if system is not None and system.is_geographic else None


class CartesianSpatialReferenceSystemMapper:
    """All systems: any may be taken for plane."""

    @staticmethod
    def get_string_id(srid: int) -> str | None:
        """The name for a number."""
        system = SpatialReferenceSystemCache.instance().get_srs_by_srid(srid)
        return None if system is None else system.string_id

    @staticmethod
    def get_srid(string_id: str) -> int | None:
        """The number for a name."""
        system = SpatialReferenceSystemCache.instance().get_srs_by_string_id(string_id)
        return None if system is None else system.srid
