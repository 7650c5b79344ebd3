"""The names of Java and Scala things that Python code reaches for, read from its syntax tree."""

import ast
from collections.abc import Iterable, Iterator

SPARK = "org.apache.spark"
_SQL = f"{SPARK}.sql"
_CLASSIC = f"{_SQL}.classic"

#: What PySpark keeps Java objects in. Some names mean one class here and another there.
_HANDLES: dict[str, tuple[str, ...]] = {
    "_jc": (f"{_SQL}.Column",),
    "_jcatalog": (f"{_CLASSIC}.Catalog",),
    "_jconf": (f"{_CLASSIC}.RuntimeConfig", f"{SPARK}.SparkConf"),
    "_jdf": (f"{_CLASSIC}.Dataset",),
    "_jgd": (f"{_CLASSIC}.RelationalGroupedDataset",),
    "_jrdd": (f"{SPARK}.api.java.JavaRDD",),
    "_jreader": (f"{_CLASSIC}.DataFrameReader",),
    "_jsc": (f"{SPARK}.api.java.JavaSparkContext",),
    "_jsparkSession": (f"{_CLASSIC}.SparkSession",),
    "_jspec": (f"{_SQL}.expressions.WindowSpec",),
    "_jwrite": (f"{_CLASSIC}.DataFrameWriter",),
    "_ssql_ctx": (f"{_CLASSIC}.SQLContext",),
}
#: Py4J's own, and packages that PySpark imports into its view of the JVM.
_VIEWS = {"_jvm", "jvm"}
_IMPORTED = {
    "functions": f"{_SQL}.functions",
    "PythonUtils": f"{SPARK}.api.python.PythonUtils",
    "PythonSQLUtils": f"{_SQL}.api.python.PythonSQLUtils",
    "SparkSession": f"{_CLASSIC}.SparkSession",
    "SparkConf": f"{SPARK}.SparkConf",
}
_PACKAGES = ("org", "java", "scala", "py4j", "com", "io")

#: One need of a piece of code: any of these paths serves it.
Need = tuple[str, ...]


def needs(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, Need]]:
    """With the line that each stands on; of a chain only what its own text tells."""
    for node in nodes:
        for part in _outermost_chains(node):
            need = _of_chain(part)
            if need is not None:
                yield part.lineno, need
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and (need := _of_helper(call)) is not None:
                yield call.lineno, need


def _outermost_chains(root: ast.AST) -> Iterator[ast.Attribute]:
    pending: list[ast.AST] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Attribute):
            yield node
        pending.extend(ast.iter_child_nodes(_root(node)))


def _root(node: ast.AST) -> ast.AST:
    """What a chain of attributes starts at; the node itself where it is none."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node


def _of_chain(chain: ast.Attribute) -> Need | None:
    names: list[str] = []
    node: ast.expr = chain
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    for i, name in enumerate(names[:-1]):
        if name in _HANDLES:
            return tuple(f"{owner}.{names[i + 1]}" for owner in _HANDLES[name])
    for i, name in enumerate(names):
        if name in _VIEWS:
            return _path(names[i + 1 :])
    if _is_cast_of_view(node):
        return _path(names)
    return None


def _is_cast_of_view(node: ast.expr) -> bool:
    """``cast(JVMView, sc._jvm)``"""
    if not isinstance(node, ast.Call) or len(node.args) != 2:
        return False
    last = node.args[1]
    return isinstance(last, ast.Attribute) and last.attr in _VIEWS


def _path(names: list[str]) -> Need | None:
    if not names:
        return None
    if names[0] in _IMPORTED:
        return (".".join([_IMPORTED[names[0]], *names[1:2]]),)
    if names[0] not in _PACKAGES or len(names) < 3:
        return None
    # Behind a class and its member come results, of which the text tells nothing.
    at = next((i for i, name in enumerate(names) if name[:1].isupper()), len(names) - 1)
    return (".".join(names[: at + 2]),)


def _of_helper(call: ast.Call) -> Need | None:
    """PySpark hands names to helpers of its own: ``_invoke_function("upper", …)``, ``_bin_op("plus", …)``."""
    if not call.args or not isinstance(call.args[0], ast.Constant) or not isinstance(call.args[0].value, str):
        return None
    called = (
        call.func.id
        if isinstance(call.func, ast.Name)
        else call.func.attr
        if isinstance(call.func, ast.Attribute)
        else ""
    )
    name = call.args[0].value
    if name.startswith(f"{SPARK}."):
        return (name,)
    if called.startswith("_invoke_") or called in ("_func_op", "_bin_func_op"):
        return (f"{_SQL}.functions.{name}",)
    if called in ("_bin_op", "_unary_op", "_reverse_op"):
        return tuple(f"{owner}.{name}" for owner in _HANDLES["_jc"])
    return None
