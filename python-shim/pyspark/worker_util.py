"""What worker modules outside of the package share with its own."""

from pyspark._worker.connection import engine_connection as get_sock_file_to_executor
from pyspark._worker.prepare import add_path
from pyspark._worker.prepare import load_command as read_command
from pyspark._worker.prepare import pickler as pickleSer  # noqa: N812
from pyspark.serializers import UTF8Deserializer

utf8_deserializer = UTF8Deserializer()

__all__ = ["add_path", "get_sock_file_to_executor", "pickleSer", "read_command", "utf8_deserializer"]
