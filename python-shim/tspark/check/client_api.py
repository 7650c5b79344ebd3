"""The installed PySpark as its source tells it: names, classes, what methods return and what they need of the JVM."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tspark.check.jvm_paths import Need, handed_on, needs

Definition = ast.ClassDef | ast.FunctionDef


@dataclass(frozen=True, eq=False)
class Named:
    """A class or function, and the module that defines it."""

    module: "Module"
    node: Definition

    @property
    def title(self) -> str:
        return self.node.name


class Module:
    def __init__(self, client: "Client", name: str, file: Path) -> None:
        self.client = client
        self.name = name
        self._tree = ast.parse(file.read_text(encoding="utf-8"))

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """The last of a name counts, as for overloads; what stands under `if`, and classes in classes, count too."""
        outer = {node.name: node for node in _statements(self._tree.body) if isinstance(node, Definition)}
        classes = [node for node in outer.values() if isinstance(node, ast.ClassDef)]
        inner = {node.name: node for each in classes for node in each.body if isinstance(node, ast.ClassDef)}
        return {**inner, **outer}

    @cached_property
    def imports(self) -> dict[str, tuple[str, str]]:
        """Names to the modules and names they come from."""
        return {
            alias.asname or alias.name: (self._source(node), alias.name)
            for node in _statements(self._tree.body)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    @cached_property
    def stars(self) -> list[str]:
        return [
            self._source(node)
            for node in _statements(self._tree.body)
            if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
        ]

    @cached_property
    def assigned(self) -> set[str]:
        return {
            name
            for node in _statements(self._tree.body)
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for name in _assigned_names(node)
        }

    def _source(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name if self.client.is_package(self.name) else self.name.rpartition(".")[0]
        for _ in range(node.level - 1):
            package = package.rpartition(".")[0]
        return f"{package}.{node.module}" if node.module else package


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try):
            yield from _statements(node.body)
            yield from _statements(node.orelse)


class Client:
    """A folder ``pyspark``."""

    def __init__(self, folder: Path) -> None:
        self._root = folder.parent

    # A client lives as long as the command, so its methods may remember for good.
    @cache  # noqa: B019
    def module(self, name: str) -> Module | None:
        file = self._file(name)
        return None if file is None else Module(self, name, file)

    def has_module(self, name: str) -> bool:
        return self._file(name) is not None

    def is_package(self, name: str) -> bool:
        return (self._root / Path(*name.split("."))).is_dir()

    def _file(self, name: str) -> Path | None:
        path = self._root / Path(*name.split("."))
        return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if file.is_file()), None)

    @cache  # noqa: B019
    def find(self, module_name: str, name: str) -> "Named | Module | None":
        """What ``from module import name`` gives; None for plain values and for what there is not."""
        return self._find(module_name, name, set())

    def _find(self, module_name: str, name: str, seen: set[tuple[str, str]]) -> "Named | Module | None":
        """Modules may import each other in a circle."""
        module = self.module(module_name)
        if module is None or not module_name.startswith("pyspark") or (module_name, name) in seen:
            return None
        seen.add((module_name, name))
        if name in module.definitions:
            return Named(module, module.definitions[name])
        if name in module.imports:
            return self._find(*module.imports[name], seen) or self.module(".".join(module.imports[name]))
        found = (self._find(star, name, seen) for star in module.stars)
        return next((each for each in found if each is not None), None) or self.module(f"{module_name}.{name}")

    def has_value(self, module_name: str, name: str) -> bool:
        module = self.module(module_name)
        return module is not None and (
            name in module.assigned or any(self.has_value(star, name) for star in module.stars)
        )

    @cache  # noqa: B019
    def classes(self, owner: Named) -> tuple[Named, ...]:
        """The class where it is implemented, the class, and its bases."""
        found = [owner]
        prefix, _, last = owner.module.name.rpartition(".")
        classic = self.find(f"{prefix}.classic.{last}", owner.node.name)
        if isinstance(classic, Named) and classic.module is not owner.module:
            found.insert(0, classic)
        for each in list(found):
            for base in each.node.bases if isinstance(each.node, ast.ClassDef) else []:
                named = self.find(each.module.name, _last_name(base))
                if isinstance(named, Named) and isinstance(named.node, ast.ClassDef) and named not in found:
                    found.extend(one for one in self.classes(named) if one not in found)
        return tuple(found)

    @cache  # noqa: B019
    def extends_others(self, owner: Named) -> bool:
        """A class that is not PySpark's is among its bases, whose members are not known here: ``threading.Thread``."""
        return any(
            _source_of(base, each.module).partition(".")[0] not in _WITHOUT_MEMBERS
            for each in self.classes(owner)
            for base in (each.node.bases if isinstance(each.node, ast.ClassDef) else [])
        )

    @cache  # noqa: B019
    def methods(self, owner: Named, name: str) -> tuple[Named, ...]:
        """All definitions of a method or property, the one that runs first; empty where there is none."""
        found: list[Named] = []
        for each in self.classes(owner):
            assert isinstance(each.node, ast.ClassDef)
            # Of overloads the last one has the body.
            for node in list(_statements(each.node.body))[::-1]:
                if isinstance(node, Definition) and node.name == name:
                    found.append(Named(each.module, node))
                    break
                if isinstance(node, ast.Assign | ast.AnnAssign) and name in _assigned_names(node):
                    alias = _last_name(node.value) if node.value is not None else ""
                    aliased = self.methods(each, alias) if alias not in ("", name) else ()
                    found.extend(aliased or [Named(each.module, _constant(name))])
                    break
        if not found:
            found = [Named(each.module, _constant(name)) for each in self.classes(owner) if _sets(each.node, name)]
        return tuple(found)

    @cache  # noqa: B019
    def returned(self, definition: Named, owner: Named | None = None) -> Named | None:
        """The class of what a function, method or property of ``owner`` gives, by its annotation."""
        node = definition.node
        if isinstance(node, ast.ClassDef):
            # Of decorated functions only the class is known: to call them is not to make another object.
            called = self.methods(definition, "__call__")
            return self.returned(called[0]) if called else definition
        annotation = getattr(node, "returns", None)
        if annotation is None:
            return None
        for name in re.findall(r"[A-Za-z_][\w.]*", ast.unparse(annotation).replace("Parent", "")):
            word = name.rpartition(".")[2]
            if word == "Self":
                return owner
            found = (
                self.find("pyspark.sql", word) or self.find("pyspark", word) or self.find(definition.module.name, word)
            )
            if isinstance(found, Named) and isinstance(found.node, ast.ClassDef):
                return found
        return None

    @cache  # noqa: B019
    def needs(self, definition: Named, owner: Named | None = None, depth: int = 0) -> frozenset[Need]:
        """What a function or method needs of the JVM, with the private methods it calls; of a class, its making."""
        if isinstance(definition.node, ast.ClassDef):
            return frozenset(
                need for made in self.methods(definition, "__init__")[:1] for need in self.needs(made, definition)
            )
        found = {need for _, need in needs(definition.node.body)}
        holder = owner.node if owner is not None and isinstance(owner.node, ast.ClassDef) else None
        if (own := handed_on(definition.node, holder)) is not None:
            found.add(own)
        if owner is not None and depth < 2:
            for name in _own_calls(definition.node):
                for method in self.methods(owner, name)[:1]:
                    found |= self.needs(method, owner, depth + 1)
        return frozenset(found)


def _own_calls(node: ast.FunctionDef) -> set[str]:
    """Private methods called on ``self``."""
    return {
        part.func.attr
        for statement in node.body
        for part in ast.walk(statement)
        if isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and isinstance(part.func.value, ast.Name)
        and part.func.value.id == "self"
        and part.func.attr.startswith("_")
    }


def _assigned_names(node: ast.Assign | ast.AnnAssign) -> set[str]:
    return {_last_name(target) for target in (node.targets if isinstance(node, ast.Assign) else [node.target])}


def _sets(node: ast.AST, name: str) -> bool:
    """Whether methods of a class assign an attribute of its objects."""
    return any(
        isinstance(part, ast.Attribute) and part.attr == name and isinstance(part.ctx, ast.Store)
        for part in ast.walk(node)
    )


def _constant(name: str) -> ast.FunctionDef:
    """Stands for a member that is a value: it needs nothing."""
    definition = ast.parse(f"def {name}(self): ...").body[0]
    assert isinstance(definition, ast.FunctionDef)
    return definition


# What is known here, or adds nothing to a class.
_WITHOUT_MEMBERS = ("pyspark", "abc", "typing")


def _source_of(base: ast.expr, module: Module) -> str:
    if isinstance(base, ast.Attribute):
        return ast.unparse(base)
    return ".".join(module.imports.get(_last_name(base), ("pyspark",)))


def _last_name(node: ast.AST) -> str:
    """``C`` of ``C``, ``a.C`` and ``C[T]``."""
    if isinstance(node, ast.Subscript):
        return _last_name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
