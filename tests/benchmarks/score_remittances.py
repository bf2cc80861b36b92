"""How well references are read, on a labelled file of remittance texts.

The file has the columns `text`, `structured_ref`, `open_refs` and `expected_refs` (lists parted by |) and `grade`:
strong must be read exactly, none and ambiguous must give nothing that is believed, weak may be proposed.

    python tests/benchmarks/score_remittances.py FILE.csv
"""

import argparse
import csv
from collections import Counter
from pathlib import Path

from dunning_core.lettering import ReferenceIndex, read_references


def read_row(row: dict[str, str]) -> tuple[set[str], set[str]]:
    """Return the names that are believed in a row, and those that are only proposed."""
    index = ReferenceIndex(name for name in row["open_refs"].split("|") if name)
    texts = [row["text"].replace("\\n", "\n"), row["structured_ref"]]
    found = [reading for text in texts if text for reading in read_references(text, index)]
    believed = {reading.name for reading in found if reading.strength == "strong"}
    return believed, {reading.name for reading in found} - believed


def score_rows(rows: list[dict[str, str]]) -> Counter[str]:
    """Return how many rows of each grade were read right, and how many wrong."""
    scores: Counter[str] = Counter()
    for row in rows:
        believed, _ = read_row(row)
        expected = {name for name in row["expected_refs"].split("|") if name}
        right = believed == expected if row["grade"] == "strong" else not believed
        scores[f"{row['grade']} {'right' if right else 'wrong'}"] += 1
    return scores


def main() -> None:
    """Print the score of a file."""
    parser = argparse.ArgumentParser(description="Score the reading of references on a labelled file.")
    parser.add_argument("file", type=Path)
    with parser.parse_args().file.open(encoding="utf-8", newline="") as stream:
        scores = score_rows(list(csv.DictReader(stream)))
    for name in sorted(scores):
        print(f"{name:16} {scores[name]:6}")


if __name__ == "__main__":
    main()
