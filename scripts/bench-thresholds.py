#!/usr/bin/env python3
"""Compares instructions and allocations per operation with the committed ones.

    bench-thresholds.py check MEASURED.json     names what needs clearly more than Benchmarks/thresholds.txt allows
    bench-thresholds.py record MEASURED.json    writes Benchmarks/thresholds.txt anew

MEASURED.json is what `kafka-bench --json` prints. Times are left out on purpose: they are the machine's. Instructions of
a codec are those of the system's library, so another distribution needs a file of its own.
"""

import json
import pathlib
import sys

FILE = pathlib.Path(__file__).resolve().parent.parent / "Benchmarks" / "thresholds.txt"
TOLERANCE = 0.05
# A hundredth of an allocation per record is one more per batch.
ALLOCATION_GRAIN = 0.01


def measured(path):
    with open(path, encoding="utf-8") as file:
        return {
            line["name"]: (line.get("instructions"), line.get("allocations"))
            for line in json.load(file)
        }


def committed():
    if not FILE.exists():
        sys.exit(f"bench-thresholds: there is no {FILE.name} yet; `scripts/bench --record` writes it")
    found = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, instructions, allocations = line.split()
            found[name] = (float(instructions), float(allocations))
    return found


def record(now):
    lines = ["# Instructions and allocations per operation, written by `scripts/bench --record`; `--check` compares."]
    for name, (instructions, allocations) in now.items():
        if instructions is None or allocations is None:
            sys.exit("bench-thresholds: instructions or allocations were not counted here")
        lines.append(f"{name} {instructions:.1f} {allocations:.3f}")
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(now):
    allowed = committed()
    worse = []
    for name, (instructions, allocations) in now.items():
        if name not in allowed:
            worse.append(f"{name} has no threshold yet")
            continue
        most_instructions, most_allocations = allowed[name]
        if instructions is not None and instructions > most_instructions * (1 + TOLERANCE):
            worse.append(f"{name}: {instructions:.0f} instructions, {most_instructions:.0f} before")
        if allocations is not None and allocations > most_allocations * (1 + TOLERANCE) + ALLOCATION_GRAIN:
            worse.append(f"{name}: {allocations:.3f} allocations, {most_allocations:.3f} before")
    worse += [f"{name} is no longer measured" for name in allowed if name not in now]
    if worse:
        sys.exit("bench-thresholds:\n  " + "\n  ".join(worse))
    print(f"bench-thresholds: {len(now)} benchmarks within {TOLERANCE:.0%}")


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("check", "record"):
        sys.exit(__doc__)
    {"check": check, "record": record}[sys.argv[1]](measured(sys.argv[2]))


main()
