"""How the time to read a text grows with its length, on what regular expressions choke on.

Eight times the text should take about eight times as long: the last column is that ratio. Compare ratios only.

    python tests/benchmarks/long_texts.py
"""

from time import process_time

from dunning_core.lettering import ReferenceIndex, read_references

FILLERS = (
    *("9 ", "A9", "FR76 ", "1.1.", "?20", "/REMI", "12/12/", "-", "EREF+", "FX-2026-", "FX 9 ", "2026 ", "RF 1 "),
    *("9", "111 ", "111'", "/REMI/", "SVWZ+", " /MOTIF ", "\u0315\u0300", "\u0f73\uff9e", "FX-2026-0012 A 0014 "),
)
INDEX = ReferenceIndex(
    (*(f"FX-2026-{number:04d}" for number in range(10, 20)), *(f"{number}/2026" for number in range(100)))
)


def time_filler(filler: str, length: int) -> float:
    """Return the shortest of three readings of so many characters, in seconds of CPU."""
    text = f"FX{filler * (length // len(filler))}\nx\n"
    best = float("inf")
    for _ in range(3):
        started = process_time()
        read_references(text, INDEX)
        best = min(best, process_time() - started)
    return best


def main() -> None:
    """Print the table."""
    print(f"{'filler':24} {'2,500':>10} {'20,000':>10} {'ratio':>7}")
    for filler in FILLERS:
        short, long = time_filler(filler, 2_500), time_filler(filler, 20_000)
        print(f"{filler!r:24} {1e3 * short:8.2f}ms {1e3 * long:8.2f}ms {long / short:7.1f}")


if __name__ == "__main__":
    main()
