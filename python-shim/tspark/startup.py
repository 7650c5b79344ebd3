"""Imported by ``tspark.pth`` whenever Python starts: waits, at no cost, for the first import of PySpark."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class ClientFinder:
    """Sees which PySpark a program is about to import, once, and decides whether the engine serves it."""

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        # findspark asks for SPARK_HOME before it imports pyspark.
        if name not in ("pyspark", "findspark"):
            return None
        if name == "pyspark":
            sys.meta_path.remove(cls)
        from tspark.client_choice import installed_client, serve

        client = installed_client()
        if client is None:
            return None
        serve(client)
        return client.spec if name == "pyspark" else None


sys.meta_path.insert(0, ClientFinder)
