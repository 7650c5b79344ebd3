"""CPUs, memory and other resources that tasks and executors ask for."""

from pyspark.resource.information import ResourceInformation
from pyspark.resource.profile import ResourceProfile, ResourceProfileBuilder
from pyspark.resource.requests import (
    ExecutorResourceRequest,
    ExecutorResourceRequests,
    TaskResourceRequest,
    TaskResourceRequests,
)

__all__ = [  # noqa: RUF022 - the order of `from pyspark.resource import *` in the documentation
    "TaskResourceRequest",
    "TaskResourceRequests",
    "ExecutorResourceRequest",
    "ExecutorResourceRequests",
    "ResourceProfile",
    "ResourceInformation",
    "ResourceProfileBuilder",
]
