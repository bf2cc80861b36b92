"""The documentation and the code say the same: every public name, every problem code, every article."""

import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

import dunning_core
from dunning_core import accrue_penalties
from dunning_core.events import DISPUTE_REASONS, PLATFORM_STATUSES
from dunning_core.law import DayCount, IndexedRate, InterestRounding, InterestStart, Rate, RateRule, Regime, others
from dunning_core.law.fr import B2B
from dunning_core.law.procedures import PROCEDURES
from dunning_core.notices import PLACEHOLDERS, en, fr
from tests.books import after_due, invoice, lettered
from tests.house.test_public_names import BY_MODULE, SECOND_RING, TOP_LEVEL

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LAW_PAGE = "\n".join(page.read_text("utf-8") for page in sorted((DOCS / "explanation" / "law").glob("*.md")))
DIRECTIVE = re.compile(r"\.\. auto(module|class|function):: ([\w.]+)((?:\n   :.*)*)")
ARTICLE = re.compile(
    r"\b(?:[LRD]\d+-\d+(?:-[A-Z\d]+)?(?: I{1,3}\b)?|C\. civ\. \d+(?:-\d+)?|19-20\.680|18-25\.036|68-1250"
    r"|242 nonies A|A47 A-1|Rome I, articles 4 and 6"
    r"|CPC \d+(?:-\d)?|Regulation \d+/\d+|CPR Part \d+|Limitation Act 1980"
    r"|Act 1998, s\. \w+|SI 2002/1675)|§ \d+(?: \(\d\)(?: \d)?)?(?= BGB| ZPO)"
)


def documented() -> set[str]:
    """The dotted names that the reference pages document."""
    found: set[str] = set()
    for page in (DOCS / "reference").glob("*.md"):
        for kind, path, options in DIRECTIVE.findall(page.read_text("utf-8")):
            if kind != "module":
                found.add(path)
                continue
            named = re.search(r":members: *(.*)", options)
            module = importlib.import_module(path)
            names = named[1].split(", ") if named and named[1] else getattr(module, "__all__", defined_in(module))
            found.update(f"{path}.{name}" for name in names)
    return found


def defined_in(module: ModuleType) -> list[str]:
    """The public classes and functions that a module defines itself."""
    found = inspect.getmembers(module, lambda member: inspect.isclass(member) or inspect.isfunction(member))
    return [name for name, member in found if not name.startswith("_") and member.__module__ == module.__name__]


def promised() -> set[str]:
    """The dotted public paths of the names that the tests freeze."""
    top = set(TOP_LEVEL.split())
    names = {f"dunning_core.{name}" for name in top}
    for families in (SECOND_RING, {path: " ".join(names) for path, names in BY_MODULE.items()}):
        names |= {
            f"dunning_core.{path}.{name}"
            for path, listed in families.items()
            for name in listed.split()
            if name not in top
        }
    return names


def test_every_public_name_is_in_the_reference() -> None:
    """A name that the tests promise is documented under its public path."""
    assert promised() - documented() == set()


def test_every_documented_name_is_promised() -> None:
    """A name in the reference is one that the tests freeze: what users are told of does not change by itself."""
    again = {path for path in documented() if path.rpartition(".")[2] in TOP_LEVEL.split()}
    assert documented() - promised() - again == set()


def test_every_documented_name_exists() -> None:
    """A name in the reference can be imported from where the page says."""
    for path in documented():
        module, _, name = path.rpartition(".")
        assert hasattr(importlib.import_module(module), name), path


@pytest.mark.parametrize("catalog", [en, fr], ids=["en", "fr"])
def test_every_problem_is_explained_on_its_page(catalog: object) -> None:
    """The page of problems lists the codes for which there is a sentence, and no other."""
    page = (DOCS / "reference" / "problems.md").read_text("utf-8")
    listed = re.findall(r"^\| `([\w.]+)`", page, flags=re.MULTILINE)
    sentences = [key for table in vars(catalog).values() if isinstance(table, dict) for key in table]
    codes = {str(key).removeprefix("problem.") for key in sentences if str(key).startswith("problem.")}
    assert sorted(listed) == sorted(codes)


def test_every_problem_that_the_code_makes_has_a_sentence() -> None:
    """A code written in a `Problem(...)` stands on the page of problems."""
    page = (DOCS / "reference" / "problems.md").read_text("utf-8")
    for source in (ROOT / "src").rglob("*.py"):
        for code in re.findall(r'Problem\(\s*"([\w.]+)"', source.read_text("utf-8")):
            assert f"| `{code}` |" in page, (source.name, code)


def test_every_convention_of_a_result_is_explained() -> None:
    """The page of penalties lists the names and values that results carry, and no other."""
    page = (DOCS / "reference" / "penalties.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", page, flags=re.MULTILINE))
    rates: list[Rate | IndexedRate | None] = [None, Rate(1), *(IndexedRate(Rate(1), rule=rule) for rule in RateRule)]
    changes: list[dict[str, Any]] = [{"agreed_rate": rate} for rate in rates]
    found: set[tuple[str, str]] = set()
    fields: dict[str, Any] = {
        "day_count": DayCount,
        "rounding": InterestRounding,
        "rate_rule": RateRule,
        "interest_start": InterestStart,
    }
    regimes = [attrs.evolve(B2B, **{name: value}) for name, values in fields.items() for value in values]
    regimes += [attrs.evolve(B2B, compounds_yearly=True), attrs.evolve(B2B, compensation_per_part=True)]
    for regime in regimes:
        for change in changes:
            [item] = lettered(after_due(10), attrs.evolve(invoice(), **change)).receivables
            found.update(accrue_penalties(item, regime).conventions)
    assert found == listed


def test_every_article_that_the_code_cites_is_on_the_law_page() -> None:
    """An article in the code stands on the page "the law as implemented"."""
    for source in (ROOT / "src").rglob("*.py"):
        for article in ARTICLE.findall(source.read_text("utf-8")):
            assert article.removeprefix("C. civ. ") in LAW_PAGE, (source.name, article)


def test_what_the_law_page_names_exists_and_cites_the_article() -> None:
    """A row of the law page names code that exists, whose module, docstring or data cites that article."""
    rows = [line.split(" | ") for line in LAW_PAGE.splitlines() if line.startswith("| ") and "`dunning_core." in line]
    assert rows
    for row in rows:
        article, where = row[0], row[2]
        key = ARTICLE.findall(article)
        assert key, article
        for path in re.findall(r"`(dunning_core\.[\w.]+)`", where):
            module, _, name = path.rpartition(".")
            found = getattr(importlib.import_module(module), name)
            assert cites(found, key[0].removeprefix("C. civ. ")), (article, path)


def cites(found: object, article: str) -> bool:
    if isinstance(found, Regime):
        return any(article in source.read_text("utf-8") for source in (ROOT / "src/dunning_core/law").rglob("*.py"))
    family = Path(inspect.getfile(found)).parent  # type: ignore[arg-type]
    return any(article in source.read_text("utf-8") for source in family.glob("*.py")) or any(
        article in source.read_text("utf-8") for source in (family.parent / "ledger").glob("*.py")
    )


def test_the_page_of_other_countries_is_the_table() -> None:
    """The page lists the regimes of the table, with the figures that the code holds."""
    page = (DOCS / "explanation" / "law" / "others.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if re.match(r"\| `[a-z.0-9]+` \|", line)]
    assert [row[0].strip("`") for row in rows] == [regime.code for regime in others.REGIMES]
    for row, regime in zip(rows, others.REGIMES, strict=True):
        tiers = regime.compensation.steps[0].value.tiers if regime.compensation else ()
        assert row[1:] == [
            regime.interest_reference.text,
            regime.reference_rate.name,
            str(regime.margin),
            regime.rate_rule.value,
            ", ".join(str(amount) for _, amount in tiers) or "none",
            regime.verification.value,
        ]


def test_the_page_of_procedures_is_the_table() -> None:
    """The page lists the procedures with what the code holds: against whom, ceiling, newest limits, effect, mark."""
    page = (DOCS / "explanation" / "law" / "procedures.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if re.match(r"\| `[a-z._]+` \|", line)]
    assert [row[0].strip("`") for row in rows] == [procedure.code for procedure in PROCEDURES]
    for row, procedure in zip(rows, PROCEDURES, strict=True):
        limits = [(limit.name, limit.spans.steps[-1].value) for limit in procedure.limits]
        assert row[1:] == [
            ", ".join(kind.value for kind in procedure.kinds),
            "none" if procedure.ceiling is None else str(procedure.ceiling.steps[-1].value),
            ", ".join(
                f"{name} {span.months} months" if span.months else f"{name} {span.days} days" for name, span in limits
            )
            or "none",
            procedure.limitation_effect.value,
            procedure.verification.value,
        ]


def test_the_coded_reasons_and_statuses_are_on_their_page() -> None:
    """The page of events lists the coded reasons and statuses with their words, and no other."""
    page = (DOCS / "reference" / "events.md").read_text("utf-8")
    reasons = [f"| `{one.code}` | {one.group} | {one.english} | {one.french} |" for one in DISPUTE_REASONS]
    codes = [f"| `{one.code}` | {one.effect.value} | {one.english} | {one.french} |" for one in PLATFORM_STATUSES]
    assert re.findall(r"^\| `.*\|$", page, flags=re.MULTILINE) == [*reasons, *codes]


def test_the_placeholders_are_on_their_page() -> None:
    """The page of notices lists the placeholders of templates with their words, and no other."""
    page = (DOCS / "reference" / "notices.md").read_text("utf-8")
    rows = [f"| `{{{one.name}}}` | {one.form} | {one.english} | {one.french} |" for one in PLACEHOLDERS]
    assert re.findall(r"^\| `\{.*\|$", page, flags=re.MULTILINE) == rows


def test_the_page_of_the_map_lists_every_family() -> None:
    """The package docstring and the design page name every module and family of the package."""
    design = (DOCS / "explanation" / "design.md").read_text("utf-8")
    for item in sorted((ROOT / "src" / "dunning_core").iterdir()):
        name = item.stem
        if not name.startswith("_") and (item.suffix == ".py" or (item / "__init__.py").exists()):
            assert f"`{name}`" in design, name
            assert re.search(rf"\b{name}\b", dunning_core.__doc__ or ""), name
