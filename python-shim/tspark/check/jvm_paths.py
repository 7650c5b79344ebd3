"""The names of Java and Scala things that Python code reaches for, read from its syntax tree."""

import ast
from collections.abc import Iterable, Iterator, Mapping

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
#: Names of Py4J's view of the JVM in PySpark, and what PySpark imports into it.
_VIEWS = {"_jvm", "jvm"}
_FUNCTIONS = f"{_SQL}.functions"
_IMPORTED_CLASSES = {"functions": _FUNCTIONS, "SparkConf": f"{SPARK}.SparkConf", "Tuple2": "scala.Tuple2"}
_IMPORTED_PACKAGES = (
    f"{SPARK}.api.java",
    f"{SPARK}.api.python",
    f"{SPARK}.ml.python",
    f"{SPARK}.mllib.api.python",
    f"{SPARK}.resource",
    _CLASSIC,
    f"{_SQL}.api.python",
    f"{_SQL}.hive",
)
_PACKAGES = ("org", "java", "scala", "py4j", "com", "io")

#: One need of a piece of code: any of these paths serves it.
Need = tuple[str, ...]


def needs(nodes: Iterable[ast.AST]) -> Iterator[tuple[int, Need]]:
    """With the line that each stands on; of a chain only what its own text tells."""
    nodes = list(nodes)
    constants = dict(_named_constants(nodes))
    for node in nodes:
        for part in _outermost_chains(node):
            need = _of_chain(part)
            if need is not None:
                yield part.lineno, need
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and (need := _of_helper(call, constants)) is not None:
                yield call.lineno, need


def handed_on(function: ast.FunctionDef, owner: ast.ClassDef | None) -> Need | None:
    """What a function needs that hands on its own name: ``self._set("mode", …)``, ``self._writer().csv(…)``."""
    name = function.name
    java_helpers = set() if owner is None else set(_java_helpers(owner))
    calls = [part for node in function.body for part in ast.walk(node) if isinstance(part, ast.Call)]
    if not any(_hands_on(call, name, java_helpers) for call in calls):
        return None
    if owner is None:
        return (f"{_FUNCTIONS}.{name}",)
    handles = sorted({part.attr for part in ast.walk(owner) if isinstance(part, ast.Attribute)} & _HANDLES.keys())
    return tuple(f"{holder}.{name}" for handle in handles for holder in _HANDLES[handle]) or None


def _hands_on(call: ast.Call, name: str, java_helpers: set[str]) -> bool:
    if _called(call).startswith("_"):
        return any(isinstance(each, ast.Constant) and each.value == name for each in call.args[:1])
    match call.func:
        case ast.Attribute(value=ast.Call() as helper, attr=attribute):
            return attribute == name and _called(helper) in java_helpers
        case _:
            return False


def _java_helpers(owner: ast.ClassDef) -> Iterator[str]:
    """Methods that give an object of Java's."""
    for node in owner.body:
        if isinstance(node, ast.FunctionDef) and node.returns is not None and "JavaObject" in ast.unparse(node.returns):
            yield node.name


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _named_constants(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        for part in ast.walk(node):
            match part:
                case ast.Assign(targets=[ast.Name(name)], value=ast.Constant(value=str(text))):
                    yield name, text


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
    first, member = names[0], names[1:2]
    if first in _IMPORTED_CLASSES:
        return (".".join([_IMPORTED_CLASSES[first], *member]),)
    if first[:1].isupper():
        return tuple(".".join([package, first, *member]) for package in _IMPORTED_PACKAGES)
    if first not in _PACKAGES or len(names) < 3:
        return None
    # Behind a class and its member come results, of which the text tells nothing.
    at = next((i for i, name in enumerate(names) if name[:1].isupper()), len(names) - 1)
    return (".".join(names[: at + 2]),)


def _of_helper(call: ast.Call, constants: Mapping[str, str]) -> Need | None:
    """PySpark hands names to helpers of its own: ``_invoke_function("upper", …)``, ``_bin_op("plus", …)``."""
    match call.args[:1]:
        case [ast.Constant(value=str(name))]:
            pass
        case [ast.Name(variable)] if variable in constants:
            name = constants[variable]
        case _:
            return None
    if name.startswith(f"{SPARK}."):
        return (name,)
    called = _called(call)
    if called.startswith("_invoke_") or called in ("_func_op", "_bin_func_op"):
        return (f"{_FUNCTIONS}.{name}",)
    if called in ("_bin_op", "_unary_op", "_reverse_op"):
        return tuple(f"{owner}.{name}" for owner in _HANDLES["_jc"])
    return None
