"""The library does nothing but compute: watched by the interpreter's own audit events, in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

#: The sample ledger, run and rendered; both scripts begin with it.
PRELUDE = """
import importlib, json, pkgutil, sys
import dunning_core as dc

for found in pkgutil.walk_packages(dc.__path__, "dunning_core."):
    importlib.import_module(found.name)

from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger

def compute():
    return dc.run_dunning(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)

def render(run):
    return [(notice.subject, notice.body, notice.mentions) for notice in run.notices("fr")]
"""

#: Phases in order: two independent runs, a first rendering (Babel reads its data), a second one, and a control.
WATCHED = (
    PRELUDE
    + """
EVENTS = ("open", "import", "exec", "compile")
FAMILIES = ("pickle.", "os.", "socket.", "subprocess.", "ctypes.")
phase, seen = None, {}

def watch(event, arguments):
    if phase is not None and (event in EVENTS or event.startswith(FAMILIES)):
        seen[phase].append([event, [repr(argument)[:1000] for argument in arguments]])

def during(name, work):
    global phase
    seen[name] = []
    phase = name
    try:
        return work()
    finally:
        phase = None

sys.addaudithook(watch)
first = during("first run", compute)
records = during("first records", first.to_records)
from dunning_core.interop.plain import from_json, to_json
during("first plain data", lambda: from_json(dc.Ledger, to_json(sample_ledger())))
during("second plain data", lambda: (from_json(dc.Ledger, to_json(sample_ledger())), to_json(first)))
again = during("second run", compute)
during("second records", again.to_records)
during("first rendering", lambda: render(first))
texts = during("second rendering", lambda: render(again))
during("control", lambda: compile("1", "control", "eval"))
print(json.dumps({"seen": seen, "records": len(records), "texts": len(texts)}))
"""
)

#: A caller's decimal context may be anything: it is narrowed before the library is even imported.
HOSTILE = """
import decimal
decimal.setcontext(decimal.Context(prec=5, rounding=decimal.ROUND_DOWN))
"""

PRINTED = (
    PRELUDE
    + """
run = compute()
from dunning_core.interop.plain import from_json, json_schema, to_json
ledger = from_json(dc.Ledger, to_json(sample_ledger()))
stored = json.dumps([to_json(ledger), to_json(run), json_schema(dc.Ledger), json_schema(dc.DunningRun)], sort_keys=True)
sys.stdout.buffer.write((repr(run.to_records()) + repr(render(run)) + stored).encode())
"""
)


def run_child(script: str, **environment: str) -> bytes:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTHONHASHSEED"))}
    done = subprocess.run(
        [sys.executable, "-c", script], env=inherited | environment, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


@pytest.fixture(scope="module")
def expected() -> bytes:
    """What the sample run gives in an ordinary process."""
    return run_child(PRINTED, PYTHONHASHSEED="11", TZ="UTC")


def test_computing_and_rendering_touch_nothing() -> None:
    """A run opens, imports and executes nothing at all; a rendering neither, but that Babel reads its data once."""
    told = json.loads(run_child(WATCHED))
    seen = told["seen"]
    assert seen.pop("control") != []
    assert [event for event in seen.pop("first rendering") if not is_babel_reading(event)] == []
    assert told["records"] > 0
    assert told["texts"] > 0
    assert {phase: events for phase, events in seen.items() if events} == {}


def is_babel_reading(event: tuple[str, list[str]]) -> bool:
    """Whether Babel reads its own data: a file of its package, a class in it, a plural rule that it compiles."""
    return any("babel" in argument or "<rule>" in argument for argument in event[1])


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo"])
@pytest.mark.parametrize("seed", ["11", "12", "13"])
def test_the_same_facts_give_the_same_bytes(expected: bytes, seed: str, zone: str) -> None:
    """Neither the order of hashes, the time zone nor the decimal context of the process changes one byte."""
    assert run_child(HOSTILE + PRINTED, PYTHONHASHSEED=seed, TZ=zone) == expected
