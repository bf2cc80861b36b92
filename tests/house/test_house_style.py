"""The mechanical rules of the house style, checked file by file on the syntax tree of the package."""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "dunning_core"
FILES = sorted(PACKAGE.rglob("*.py"))

MODULE_LINES_MAX = 400
BODY_LINES_MAX = 40
PARAMETERS_MAX = 5
POSITIONAL_MAX = 2

#: These take three or four arguments by position, as the design pins them.
POSITIONAL_BY_DESIGN = {"run_dunning", "iter_run", "outlook", "backtest"}
#: Where a float may stand: the module, and the function or method in it.
FLOAT_ALLOWED = {("money.py", "Money.from_float")}
FORBIDDEN_CALLS = {"open", "print", "eval", "exec", "input"}
CLOCKS = {"today", "now", "utcnow"}
MUTABLE_CLASSES = {"define", "mutable", "attrs", "attributes", "s", "dataclass"}
RUNTIME_DEPENDENCIES = ["attrs", "babel", "python-dateutil"]

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@frozen
class Function:
    """A function with the classes and functions around it, from the outermost."""

    node: FunctionNode
    around: tuple[ast.ClassDef | FunctionNode, ...]

    @property
    def qualname(self) -> str:
        """The dotted name, with the classes and functions around it."""
        return ".".join(node.name for node in (*self.around, self.node))

    @property
    def owner(self) -> ast.ClassDef | None:
        """The class of which this is a method."""
        return self.around[-1] if self.around and isinstance(self.around[-1], ast.ClassDef) else None

    @property
    def is_nested(self) -> bool:
        """Whether it stands in another function."""
        return any(isinstance(node, FunctionNode) for node in self.around)

    @property
    def is_public(self) -> bool:
        """Whether neither it nor anything around it is private or local."""
        return not self.is_nested and not any(node.name.startswith("_") for node in (*self.around, self.node))

    @property
    def decorators(self) -> set[str]:
        """The last words of the names of its decorators."""
        return {last_word(node) for node in self.node.decorator_list}

    @property
    def positional(self) -> list[ast.arg]:
        """The parameters that can be given by position, without self or cls."""
        arguments = [*self.node.args.posonlyargs, *self.node.args.args]
        bound = self.owner is not None and "staticmethod" not in self.decorators
        return arguments[1:] if bound else arguments

    @property
    def is_constructor(self) -> bool:
        """Whether it makes a value of its own class: __init__, or a classmethod that returns the class."""
        if self.owner is None:
            return False
        if self.node.name == "__init__":
            return True
        returned = ast.unparse(self.node.returns) if self.node.returns else ""
        made = returned.strip("'\"").partition("[")[0]
        return "classmethod" in self.decorators and made in (self.owner.name, "Self")


@frozen(slots=False)
class Module:
    """One file of the package, parsed."""

    path: Path

    @cached_property
    def name(self) -> str:
        """The path from the package, as `law/fr.py`."""
        return self.path.relative_to(PACKAGE).as_posix()

    @cached_property
    def dotted(self) -> str:
        """The name under which it is imported."""
        parts = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @cached_property
    def text(self) -> str:
        """The source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text, filename=str(self.path))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function, method and local function."""
        return tuple(walk_functions(self.tree, ()))

    @property
    def is_public(self) -> bool:
        """Whether no part of its dotted name starts with an underscore."""
        return not any(part.startswith("_") for part in self.dotted.split("."))

    def found(self, node: ast.AST, what: str) -> str:
        """Say what is wrong and where, as `file:line: what`."""
        return f"{self.path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 1)}: {what}"


def walk_functions(tree: ast.AST, around: tuple[ast.ClassDef | FunctionNode, ...]) -> Iterator[Function]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, FunctionNode):
            yield Function(node, around)
        inside = (*around, node) if isinstance(node, ast.ClassDef | FunctionNode) else around
        yield from walk_functions(node, inside)


def last_word(node: ast.expr) -> str:
    """The last word of a dotted name, called or not: `frozen` for `@attrs.frozen(order=False)`."""
    node = node.func if isinstance(node, ast.Call) else node
    return ast.unparse(node).rpartition(".")[2]


def refuse(found: Iterable[str]) -> None:
    lines = sorted(found)
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


MODULES = {path: Module(path) for path in FILES}


@pytest.fixture(params=FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def module(request: pytest.FixtureRequest) -> Module:
    """Each file of the package in turn."""
    path: Path = request.param
    return MODULES[path]


def test_the_package_is_found() -> None:
    """The files are looked for where the package is, so that no rule passes for want of files."""
    assert PACKAGE / "__init__.py" in FILES


def test_modules_are_short(module: Module) -> None:
    """A module has at most 400 lines, unless it only holds a data series."""
    lines = len(module.text.splitlines())
    if lines > MODULE_LINES_MAX and "series" not in module.path.stem:
        refuse([module.found(module.tree, f"{lines} lines, at most {MODULE_LINES_MAX}")])


def test_function_bodies_are_short(module: Module) -> None:
    """A function body has at most 40 lines, its docstring not counted."""
    found = []
    for function in module.functions:
        lines = count_body_lines(function.node)
        if lines > BODY_LINES_MAX:
            found.append(module.found(function.node, f"{function.qualname}: {lines} lines, at most {BODY_LINES_MAX}"))
    refuse(found)


def count_body_lines(node: FunctionNode) -> int:
    first, *rest = node.body
    assert first.end_lineno is not None
    assert node.end_lineno is not None
    if ast.get_docstring(node) is None:
        return node.end_lineno - first.lineno + 1
    return node.end_lineno - first.end_lineno if rest else 0


def test_functions_take_few_parameters(module: Module) -> None:
    """A function takes at most five parameters; what makes a value of its own class may take one per field."""
    found = []
    for function in module.functions:
        count = len(function.positional) + len(function.node.args.kwonlyargs)
        if count > PARAMETERS_MAX and not function.is_constructor:
            what = f"{function.qualname}: {count} parameters, at most {PARAMETERS_MAX}"
            found.append(module.found(function.node, what))
    refuse(found)


def test_public_names_have_a_docstring(module: Module) -> None:
    """Every public function, class and method of a public module says what it is."""
    if not module.is_public:
        return
    nodes: list[tuple[FunctionNode | ast.ClassDef, str]] = [
        (function.node, function.qualname)
        for function in module.functions
        if function.is_public and not function.decorators & {"overload", "setter"}
    ]
    nodes += [(node, node.name) for node in public_classes(module.tree)]
    refuse(module.found(node, f"{name}: no docstring") for node, name in nodes if not ast.get_docstring(node))


def public_classes(tree: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node
            yield from public_classes(node)


def test_no_function_is_named_like_its_module(module: Module) -> None:
    """A public function never has the name of its module, nor of the package that exports it."""
    own = {module.path.stem, module.path.parent.name}
    functions = (function for function in module.functions if function.is_public and not function.around)
    refuse(
        module.found(function.node, f"{function.node.name}: the name of its module")
        for function in functions
        if function.node.name in own
    )


def test_arguments_after_the_second_are_given_by_name(module: Module) -> None:
    """A public function takes at most two arguments by position."""
    functions = (function for function in module.functions if function.is_public and not function.around)
    refuse(
        module.found(function.node, f"{function.node.name}: {len(function.positional)} positional arguments")
        for function in functions
        if module.is_public
        and len(function.positional) > POSITIONAL_MAX
        and function.node.name not in POSITIONAL_BY_DESIGN
    )


def test_no_boolean_is_given_by_position(module: Module) -> None:
    """A yes or a no is always given by its name."""
    refuse(
        module.found(argument, f"{function.qualname}: boolean {argument.arg} can be given by position")
        for function in module.functions
        for argument in boolean_arguments(function)
    )


def boolean_arguments(function: Function) -> Iterator[ast.arg]:
    defaults = function.node.args.defaults
    arguments = [*function.node.args.posonlyargs, *function.node.args.args]
    by_default = {
        id(argument)
        for argument, default in zip(arguments[len(arguments) - len(defaults) :], defaults, strict=True)
        if isinstance(default, ast.Constant) and isinstance(default.value, bool)
    }
    for argument in function.positional:
        annotation = ast.unparse(argument.annotation) if argument.annotation else ""
        # `tuple[bool, ...]` and `Callable[[X], bool]` are no flags.
        words = re.split(r"[\s|'\"]+", annotation)
        if id(argument) in by_default or "bool" in words or "Optional[bool]" in words:
            yield argument


def test_nothing_reads_prints_or_evaluates(module: Module) -> None:
    """No module calls open, print, eval, exec or input."""
    refuse(
        module.found(node, f"call of {node.func.id}()")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS
    )


def test_nothing_reads_a_clock(module: Module) -> None:
    """The day is an argument: no module asks for today or for now."""
    refuse(
        module.found(node, f".{node.attr} reads a clock")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    )


def test_nothing_computes_with_floats(module: Module) -> None:
    """Money, rates and days are whole numbers, fractions or decimals; floats enter by one door."""
    doors = [function.node for function in module.functions if (module.name, function.qualname) in FLOAT_ALLOWED]
    allowed = {id(node) for door in doors for node in ast.walk(door)}
    refuse(
        module.found(node, f"float: {ast.unparse(node)}")
        for node in ast.walk(module.tree)
        if is_float(node) and id(node) not in allowed
    )


def is_float(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "float"
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def test_classes_are_frozen(module: Module) -> None:
    """A class made by attrs is made with `frozen`."""
    refuse(
        module.found(node, f"{node.name}: @{ast.unparse(decorator)}, use @frozen")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if last_word(decorator) in MUTABLE_CLASSES
    )


def test_letter_alone_names_nothing(module: Module) -> None:
    """An identifier says lettering or notice; only a letter code is a letter."""
    refuse(
        module.found(node, f"{name}: say lettering or notice")
        for node in ast.walk(module.tree)
        for name in identifiers(node)
        if "letter" in split_words(name)
    )


def identifiers(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.keyword(arg=str(name)):
            yield name
        case ast.alias(name=name, asname=asname):
            yield from filter(None, (*name.split("."), asname))
        case ast.ImportFrom(module=str(name)):
            yield from name.split(".")


def split_words(name: str) -> list[str]:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return re.sub(r"(?<![a-z])letter_codes?(?![a-z])", "", snake).split("_")


def test_each_public_name_has_one_path() -> None:
    """A name is exported by one family, and by the root as the same thing: one definition behind each name."""
    definitions = defaultdict(set)
    families = defaultdict(set)
    found = []
    for module in MODULES.values():
        bound = bindings(module)
        for name in exported(module):
            if name not in bound:
                found.append(module.found(module.tree, f"{name}: in __all__, not in the module"))
            definitions[name].add(resolve(module.dotted, name))
            if module.path.parent != PACKAGE or module.path.stem != "__init__":
                families[name].add(module.dotted)
    for name, places in families.items():
        if len(places) > 1:
            found.append(f"src: {name}: exported by {' and '.join(sorted(places))}")
    for name, origins in definitions.items():
        if len(origins) > 1:
            found.append(f"src: {name}: two things of one name, {' and '.join(sorted(origins))}")
    refuse(found)


def exported(module: Module) -> list[str]:
    for node in module.tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            assert isinstance(node, ast.Assign | ast.AnnAssign)
            assert node.value is not None
            names: list[str] = ast.literal_eval(node.value)
            return list(names)
    return []


def bindings(module: Module) -> dict[str, str]:
    """Each name that a module binds at its top, with where it comes from."""
    bound: dict[str, str] = {}
    for node in module.tree.body:
        match node:
            case ast.ImportFrom(module=str(source), names=names):
                bound |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in names}
            case ast.Import(names=names):
                bound |= {(alias.asname or alias.name).partition(".")[0]: alias.name for alias in names}
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                bound[name] = f"{module.dotted}.{name}"
            case ast.Assign() | ast.AnnAssign():
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names_bound = [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
                bound |= {name: f"{module.dotted}.{name}" for name in names_bound}
            case _:
                pass
    return bound


def resolve(dotted: str, name: str) -> str:
    """Where a name of a module is defined, followed from import to import."""
    by_name = {module.dotted: module for module in MODULES.values()}
    while dotted in by_name:
        origin = bindings(by_name[dotted]).get(name, f"{dotted}.{name}")
        if origin == f"{dotted}.{name}":
            break
        dotted, _, name = origin.rpartition(".")
    return f"{dotted}.{name}"


def test_the_library_needs_three_packages() -> None:
    """There are three runtime dependencies, no more."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[\s<>=!~;\[]", line, maxsplit=1)[0].lower() for line in project["dependencies"]]
    assert sorted(names) == RUNTIME_DEPENDENCIES
