"""Static methods of the engine's classes, each called by one command.

``jvm.functions.lit`` asks the engine twice, whether there is such a class and whether it has such a method, before it
is called. Here both are known.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from py4j.java_gateway import JavaClass, JavaMember, JVMView

FUNCTIONS = "org.apache.spark.sql.functions"
PYTHON_UTILS = "org.apache.spark.api.python.PythonUtils"
PYTHON_SQL_UTILS = "org.apache.spark.sql.api.python.PythonSQLUtils"

# Of the gateway that was last used.
_methods: dict[tuple[str, str], "JavaMember"] = {}
_client: Any = None


def static_method(jvm: "JVMView | None", class_name: str, name: str) -> "JavaMember":
    global _client
    assert jvm is not None
    client = jvm._gateway_client
    if client is not _client:
        _methods.clear()
        _client = client
    method = _methods.get((class_name, name))
    if method is None:
        from py4j.java_gateway import JavaMember
        from py4j.protocol import STATIC_PREFIX

        method = JavaMember(name, None, STATIC_PREFIX + class_name, client)
        _methods[class_name, name] = method
    return method


def java_class(jvm: "JVMView | None", class_name: str) -> "JavaClass":
    """For constructors."""
    from py4j.java_gateway import JavaClass

    assert jvm is not None
    return JavaClass(class_name, jvm._gateway_client)
