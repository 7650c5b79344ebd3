"""What a script uses of PySpark: found by following imports, and types as far as the script's text tells them."""

import ast
import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tspark.check.client_api import Client, Module, Named
from tspark.check.jvm_paths import Need, needs
from tspark.check.texts import Texts

Kind = Literal["module", "name", "member", "jvm", "statement", "expression", "source", "setting"]


@dataclass(frozen=True)
class Use:
    line: int
    kind: Kind
    #: For people.
    title: str
    #: A text of SQL, a format, a key; else the module's name.
    text: str = ""
    #: False where parts of the text are known at run time only; without a text all of it is.
    is_whole: bool = True
    #: What its code needs of the JVM, some of it perhaps for special arguments only.
    needs: frozenset[Need] = frozenset()
    #: What the making of its object, or of the object it gives, needs in any case.
    making: frozenset[Need] = frozenset()
    #: False where PySpark has nothing of that name.
    exists: bool = True


#: Names that PySpark's shell, notebooks and most scripts give to what they have not made themselves.
_USUAL = {"spark": "SparkSession", "sc": "SparkContext", "sqlContext": "SQLContext"}

#: Where a member is looked for whose object's type the text does not tell.
_LIKELY = (
    ("pyspark.sql", "DataFrame"),
    ("pyspark.sql", "GroupedData"),
    ("pyspark", "RDD"),
    ("pyspark.sql", "DataFrameReader"),
    ("pyspark.sql", "DataFrameWriter"),
)

#: Callables that take SQL, a format or a key, by class or module.
_STATEMENTS = {("SparkSession", "sql"), ("SQLContext", "sql")}
_EXPRESSIONS = {
    ("pyspark.sql.functions", "expr"),
    ("DataFrame", "selectExpr"),
    ("DataFrame", "filter"),
    ("DataFrame", "where"),
}
_SOURCES = {("DataFrameReader", "format"), ("DataFrameWriter", "format")}
_SETTINGS = {
    ("RuntimeConfig", "set"),
    ("RuntimeConfig", "get"),
    ("RuntimeConfig", "unset"),
    ("SparkConf", "set"),
    ("Builder", "config"),
}
_REGISTRATIONS = {
    ("UDFRegistration", "register"),
    ("UDFRegistration", "registerJavaFunction"),
    ("UDTFRegistration", "register"),
}

#: Methods of Python's own values: of an object of unknown type such a name tells nothing.
_COMMON_NAMES = frozenset(
    name for kind in (str, bytes, list, dict, set, int, float, tuple) for name in dir(kind)
) | frozenset(dir(builtins))


class Uses:
    def __init__(self, client: Client, source: str, file: str) -> None:
        self._client = client
        self._tree = ast.parse(source, file)
        self._types: dict[str, Named | Module] = {}
        self._texts = Texts()
        #: Variables whose type follows from a guess.
        self._supposed: set[str] = set()
        self.found: list[Use] = []
        #: Functions that the script registers for SQL.
        self.registered: list[str] = []
        self._visit(self._tree)
        self.found.extend(Use(line, "jvm", need[0], needs=frozenset([need])) for line, need in needs([self._tree]))

    def _visit(self, node: ast.AST) -> None:
        match node:
            case ast.Import():
                self._import(node)
            case ast.ImportFrom():
                self._import_from(node)
            case ast.Assign(targets=[ast.Name(name)], value=value):
                self._visit(value)
                self._assign(name, value)
            case ast.With():
                for item in node.items:
                    self._visit(item.context_expr)
                    if isinstance(item.optional_vars, ast.Name):
                        self._assign(item.optional_vars.id, item.context_expr)
                for statement in node.body:
                    self._visit(statement)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._visit_function(node)
            case ast.Call():
                self._visit_children(node)
                self._call(node)
            case ast.Attribute():
                self._visit(node.value)
                self._attribute(node)
            case _:
                self._visit_children(node)

    def _visit_children(self, node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            self._visit(child)

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Parameters hide names of the script; their annotations say what they are."""
        outer = dict(self._types)
        for parameter in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
            kind = self._annotated(parameter.annotation)
            if kind is not None:
                self._types[parameter.arg] = kind
            elif parameter.arg not in _USUAL:
                self._types.pop(parameter.arg, None)
        self._visit_children(node)
        self._types = outer
        returned = self._annotated(node.returns)
        if returned is not None:
            self._types[node.name] = returned

    def _annotated(self, annotation: ast.expr | None) -> Named | None:
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            annotation = ast.parse(annotation.value, mode="eval").body
        found = self._value(annotation) if annotation is not None else None
        return found if isinstance(found, Named) and isinstance(found.node, ast.ClassDef) else None

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.name.split(".")[0] != "pyspark":
                continue
            self._module_use(node.lineno, alias.name)
            module = self._client.module(alias.name if alias.asname else "pyspark")
            if module is not None:
                self._types[alias.asname or "pyspark"] = module

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if node.level or module.split(".")[0] != "pyspark":
            return
        if not self._client.has_module(module):
            self._module_use(node.lineno, module)
            return
        for alias in node.names:
            if alias.name == "*":
                self._module_use(node.lineno, module)
                loaded = self._client.module(module)
                self._types.update(
                    (name, found)
                    for name in _public(self._client, loaded)
                    if (found := self._client.find(module, name)) is not None
                )
                continue
            found = self._client.find(module, alias.name)
            if isinstance(found, Module):
                self._module_use(node.lineno, found.name)
            else:
                self._name_use(node.lineno, module, alias.name, found)
            if found is not None:
                self._types[alias.asname or alias.name] = found

    def _module_use(self, line: int, name: str) -> None:
        self.found.append(Use(line, "module", name, name, exists=self._client.has_module(name)))

    def _name_use(self, line: int, module: str, name: str, found: Named | Module | None) -> None:
        exists = found is not None or self._client.has_value(module, name)
        found_needs = self._client.needs(found) if isinstance(found, Named) else frozenset()
        self.found.append(Use(line, "name", f"{module}.{name}", module, needs=found_needs, exists=exists))

    def _assign(self, name: str, value: ast.expr) -> None:
        kind = self._value(value)
        if kind is not None:
            self._types[name] = kind
        else:
            self._types.pop(name, None)
        self._texts.assign(name, value)
        self._supposed.discard(name)
        if self._is_supposed(value):
            self._supposed.add(name)

    def _is_supposed(self, node: ast.expr) -> bool:
        """Whether the type of an expression rests on a guess."""
        root = _root(node)
        return not isinstance(root, ast.Name) or root.id in self._supposed or self._value(root) is None

    def _value(self, node: ast.expr) -> "Named | Module | None":
        """A module, a class, or an object of a class: classes and their objects have the same members."""
        match node:
            case ast.Name(name):
                return self._types.get(name) or self._usual(name)
            case ast.Call(func=func):
                called = self._member(func)
                owner = self._value(func.value) if isinstance(func, ast.Attribute) else None
                of_class = owner if isinstance(owner, Named) else None
                return self._client.returned(called, of_class) if isinstance(called, Named) else None
            case ast.Attribute():
                member = self._member(node)
                return self._client.returned(member) if isinstance(member, Named) else member
            case ast.Subscript(value=value):
                holder = self._value(value)
                return self._column() if _is(holder, "DataFrame") else None
            case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
                sides = (self._value(left), self._value(right))
                return next((side for side in sides if _is(side, "Column")), None)
            case ast.UnaryOp(operand=operand):
                inner = self._value(operand)
                return inner if _is(inner, "Column") else None
            case ast.BoolOp() | ast.IfExp() | ast.Constant() | _:
                return None

    def _usual(self, name: str) -> "Named | Module | None":
        return self._client.find("pyspark.sql" if name != "sc" else "pyspark", _USUAL[name]) if name in _USUAL else None

    def _column(self) -> "Named | Module | None":
        return self._client.find("pyspark.sql", "Column")

    def _member(self, node: ast.expr) -> "Named | Module | None":
        """What a name or attribute refers to, not what it gives."""
        if isinstance(node, ast.Name):
            return self._types.get(node.id)
        if not isinstance(node, ast.Attribute):
            return None
        owner = self._value(node.value) or self._guessed(node)
        if isinstance(owner, Module):
            return self._client.find(owner.name, node.attr)
        if owner is None:
            return None
        methods = self._client.methods(owner, node.attr)
        if methods:
            return next((method for method in methods if self._client.returned(method, owner) is not None), methods[0])
        return self._column() if _is(owner, "DataFrame") and not node.attr.startswith("_") else None

    def _attribute(self, node: ast.Attribute) -> None:
        if node.attr.startswith("_"):
            return
        owner = self._value(node.value) or self._guessed(node)
        if isinstance(owner, Module):
            found = self._client.find(owner.name, node.attr)
            if isinstance(found, Module):
                return
            self._name_use(node.lineno, owner.name, node.attr, found)
        elif owner is not None:
            self._member_use(node, owner)

    def _member_use(self, node: ast.Attribute, owner: Named) -> None:
        methods = self._client.methods(owner, node.attr)
        if not methods and (_is(owner, "DataFrame") or _is(owner, "Column") or _is(owner, "Row")):
            return  # A column or field by its name.
        if not methods and (self._is_supposed(node.value) or self._client.extends_others(owner)):
            return
        making = self._client.needs(owner)
        for method in methods:
            if (given := self._client.returned(method, owner)) is not None:
                making |= self._client.needs(given)
        title, exists = f"{owner.title}.{node.attr}", bool(methods)
        self.found.append(
            Use(
                node.lineno,
                "member",
                title,
                owner.module.name,
                needs=self._needs(owner, methods),
                making=making,
                exists=exists,
            )
        )

    def _needs(self, owner: Named, methods: tuple[Named, ...]) -> frozenset[Need]:
        """A need named like the method decides; the others are for special arguments."""
        if not methods:
            return frozenset()
        all_needs = self._client.needs(methods[0], owner)
        same = frozenset(need for need in all_needs if any(path.endswith(f".{methods[0].title}") for path in need))
        return same or all_needs

    def _guessed(self, node: ast.Attribute) -> Named | None:
        """Of an object of unknown type: the first class of PySpark's that has a member of so telling a name."""
        if node.attr.startswith("_") or node.attr in _COMMON_NAMES or _is_foreign(node.value):
            return None
        for module, name in _LIKELY:
            found = self._client.find(module, name)
            if isinstance(found, Named) and self._client.methods(found, node.attr):
                return found
        return None

    def _call(self, node: ast.Call) -> None:
        func = node.func
        if isinstance(func, ast.Attribute):
            owner = self._value(func.value) or self._guessed(func)
            key = (owner.name if isinstance(owner, Module) else owner.title if owner is not None else "", func.attr)
        elif isinstance(func, ast.Name) and isinstance(called := self._types.get(func.id), Named):
            key = (called.module.name.removesuffix(".builtin"), called.title)
        else:
            return
        if key in _STATEMENTS:
            self._text("statement", node.args[:1])
        elif key in _EXPRESSIONS:
            self._text("expression", node.args)
        elif key[0] in ("DataFrameReader", "DataFrameWriter") and self._is_format(key[1]):
            self.found.append(Use(node.lineno, "source", key[1], key[1]))
        elif key in _SOURCES:
            self._text("source", node.args[:1])
        elif key in _SETTINGS:
            self._text("setting", node.args[:1])
        elif key in _REGISTRATIONS and node.args:
            name = self._texts.read(node.args[0])
            self.registered.extend([name.text] if name is not None else [])

    def _is_format(self, name: str) -> bool:
        """What readers read, and writers write to a path, is a format such as ``csv``."""
        reader, writer = (self._client.find("pyspark.sql", f"DataFrame{role}") for role in ("Reader", "Writer"))
        if not isinstance(reader, Named) or not isinstance(writer, Named) or not self._client.methods(reader, name):
            return False
        written = [method.node for method in self._client.methods(writer, name)]
        return any(
            isinstance(node, ast.FunctionDef) and [each.arg for each in node.args.args[1:2]] == ["path"]
            for node in written
        )

    def _text(self, kind: Kind, arguments: list[ast.expr]) -> None:
        for argument in arguments:
            text = self._texts.read(argument)
            if text is not None:
                self.found.append(Use(argument.lineno, kind, _shortened(text.text), *text))
            elif kind == "statement":
                self.found.append(Use(argument.lineno, kind, _shortened(ast.unparse(argument)), is_whole=False))


def _public(client: Client, module: Module | None) -> Iterator[str]:
    """What a star import brings."""
    if module is None:
        return
    yield from (name for name in [*module.definitions, *module.imports] if not name.startswith("_") and name != "*")
    for star in module.stars:
        yield from _public(client, client.module(star))


def _is(kind: "Named | Module | None", name: str) -> bool:
    return isinstance(kind, Named) and kind.title == name


def _is_foreign(node: ast.expr) -> bool:
    """Literals, and what is reached through modules such as ``np`` and ``pd``."""
    root = _root(node)
    return not isinstance(root, ast.Name) or root.id in ("np", "pd", "numpy", "pandas", "os", "sys", "self", "plt")


def _root(node: ast.expr) -> ast.expr:
    """The innermost of what calls, members and items are taken of."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}..."
