#!/usr/bin/env python3
"""Writes seeds for a fuzz target from the golden data: fuzz-seeds.py TARGET FOLDER."""

import hashlib
import json
import pathlib
import sys

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures"
LARGEST_SEED = 65_536
RECORDS_OFFSET = 61
CODECS = {"gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}


def lines(path):
    with open(FIXTURES / path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def batches():
    for name in ("valid", "malformed", "streams"):
        for line in lines(f"batches/{name}.jsonl"):
            yield bytes.fromhex(line["hex"])


def streams(codec):
    """What follows the header of the compressed batches."""
    for batch in batches():
        if len(batch) > RECORDS_OFFSET and batch[16] == 2 and batch[22] & 7 == CODECS[codec]:
            yield batch[RECORDS_OFFSET : 12 + int.from_bytes(batch[8:12], "big")]


def seeds(target):
    if target in CODECS:
        return streams(target)
    if target == "batches":
        return batches()
    raise SystemExit(f"fuzz-seeds.py: no target named {target}")


def main():
    target, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    for seed in seeds(target):
        if len(seed) <= LARGEST_SEED:
            (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


main()
