"""How much of a stream a batch reads, for sources written in Python."""

from abc import ABC, abstractmethod
from dataclasses import dataclass


class ReadLimit:
    """How much of a stream a batch reads."""


@dataclass
class ReadAllAvailable(ReadLimit):
    """Everything that is there."""


@dataclass
class ReadMinRows(ReadLimit):
    """At least that many rows."""

    min_rows: int


@dataclass
class ReadMaxRows(ReadLimit):
    """At most that many rows."""

    max_rows: int


@dataclass
class ReadMaxFiles(ReadLimit):
    """At most that many files."""

    max_files: int


@dataclass
class ReadMaxBytes(ReadLimit):
    """At most that many bytes."""

    max_bytes: int


class SupportsTriggerAvailableNow(ABC):
    """Part of sources that can read what is there and then end."""

    @abstractmethod
    def prepareForTriggerAvailableNow(self) -> None:
        """Told to note what is there: nothing that comes later is read."""
