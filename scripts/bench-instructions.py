#!/usr/bin/env python3
"""Counts instructions of kafka-bench's benchmarks under callgrind.

    bench-instructions.py BINARY [FILTER]

Prints NAME=INSTRUCTIONS per operation, separated by commas: what kafka-bench takes as --instructions. One run of the
binary; callgrind counts inside kafka_bench_measured only and writes a dump whenever that returns.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile

FUNCTION = "kafka_bench_measured"


def dumps(folder):
    """The totals of the dumps, in the order in which they were written."""
    totals = {}
    for path in glob.glob(os.path.join(folder, "out.*")):
        part = path.rsplit(".", 1)[1]
        with open(path, encoding="utf-8", errors="replace") as file:
            found = re.search(r"^totals: (\d+)", file.read(), re.MULTILINE)
        if part.isdigit() and found:
            totals[int(part)] = int(found.group(1))
    return [totals[part] for part in sorted(totals)]


def main():
    binary = sys.argv[1]
    arguments = ["--once"] + (["--filter", sys.argv[2]] if len(sys.argv) > 2 else [])
    with tempfile.TemporaryDirectory() as folder:
        # Valgrind of Debian 12 stumbles over DWARF 5; it needs the function's name only.
        stripped = os.path.join(folder, "kafka-bench")
        subprocess.run(["strip", "--strip-debug", "-o", stripped, binary], check=True)
        run = subprocess.run(
            [
                "valgrind", "--tool=callgrind", "--collect-atstart=no", f"--toggle-collect={FUNCTION}",
                f"--dump-after={FUNCTION}", f"--callgrind-out-file={folder}/out", stripped, *arguments,
            ],
            capture_output=True, text=True, check=False,
        )
        if run.returncode != 0:
            sys.exit(f"bench-instructions: valgrind failed:\n{run.stderr[-2000:]}")
        benchmarks = [line.split() for line in run.stdout.splitlines()]
        totals = dumps(folder)
    if len(totals) < len(benchmarks):
        sys.exit(f"bench-instructions: {len(benchmarks)} benchmarks, but {len(totals)} dumps")
    print(",".join(f"{name}={total / int(count):.2f}" for (name, count), total in zip(benchmarks, totals)))


main()
