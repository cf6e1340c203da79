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


def message_names():
    """The names of all messages in the order in which the fuzz target numbers them, with their first version."""
    suffixes = {"request": "Request", "response": "Response", "key": "Key", "value": "Value", "body": ""}
    names = {}
    for path in (FIXTURES.parent / "protocol" / "messages").glob("*/*.wire"):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words and not line.startswith(" ") and words[0] in suffixes:
                first = next(word for word in words if word.startswith("versions=")).removeprefix("versions=")
                names[path.stem + suffixes[words[0]]] = int(first.split("-")[0])
    return dict(sorted(names.items()))


def messages():
    """Golden encodings behind the three bytes that choose message and version."""
    names = message_names()
    numbers = {name: number for number, name in enumerate(names)}
    for path in (FIXTURES / "wire").glob("**/*.jsonl"):
        if path.stem == "unknown-tags":
            continue
        for line in lines(path):
            kind = line["kind"]
            name = path.stem + (kind.capitalize() if kind in ("request", "response", "key", "value") else "")
            number, version = numbers[name], line["version"] - names[name]
            yield bytes([number >> 8, number & 255, version]) + bytes.fromhex(line["hex"])


def primitives():
    """A length-prefixed text, a varint and an array of numbers in both forms, and a tag section."""
    yield bytes.fromhex("0b0003616263" "8b04616263" "08ffffffff0f" "09ff01" "0affffffffffffffffff01")
    yield bytes.fromhex("1100000002" "0000000100000002" "9103" "0000000100000002" "9403026103626364")
    yield bytes.fromhex("9a02000161010162" "1b030b000100" "18ff" "1901")


def seeds(target):
    if target == "messages":
        return messages()
    if target == "primitives":
        return primitives()
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
