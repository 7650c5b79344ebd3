"""Parameters of ``DataFrame.hint``."""

from typing import TYPE_CHECKING, Any

from pyspark.sql._arguments import disallowed_item
from pyspark.sql.column import Column
from pyspark.sql.utils import to_java_array

if TYPE_CHECKING:
    from py4j.java_gateway import JavaGateway

_PRIMITIVES = (str, float, int)
_ALLOWED = "str, float, int, Column, list[str], list[float], list[int]"


def require_hint_parameters(parameters: Any) -> None:
    for parameter in parameters:
        if not isinstance(parameter, (*_PRIMITIVES, Column, list)):
            raise disallowed_item("parameters", parameters, _ALLOWED, type(parameter).__name__)
        if isinstance(parameter, list) and not all(isinstance(item, _PRIMITIVES) for item in parameter):
            items = f"{type(parameter).__name__}[{type(parameter[0]).__name__}]"
            raise disallowed_item("parameters", parameters, _ALLOWED, items)


def java_hint_parameter(gateway: "JavaGateway", parameter: Any) -> Any:
    """A list is an array of the type of its first element."""
    if isinstance(parameter, Column):
        return parameter._jc
    if not isinstance(parameter, list):
        return parameter
    jvm = gateway.jvm
    if parameter and isinstance(parameter[0], str):
        java_type = jvm.java.lang.String
    else:
        java_type = jvm.double if parameter and isinstance(parameter[0], float) else jvm.long
    return to_java_array(gateway, java_type, parameter)
