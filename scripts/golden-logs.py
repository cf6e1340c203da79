#!/usr/bin/env python3
"""Writes Conformance/Suite/Segments/GoldenLogs.swift: logs of internal topics from fixtures/segments, for cases that run
without the repository. A test compares it with the fixtures."""
import json
import pathlib

root = pathlib.Path(__file__).resolve().parent.parent
cases = root / "fixtures/segments/cases"
LOG = "00000000000000000000.log"
# name, case, partition, file, batches that are taken (all: None)
wanted = [
    ("offsets", "consumer-offsets-old", "__consumer_offsets-0", LOG, None),
    ("transactions", "transaction-state", "__transaction_state-0", LOG, 24),
    ("metadata", "cluster-metadata", "__cluster_metadata-0", LOG, None),
    ("metadataSnapshot", "cluster-metadata", "__cluster_metadata-0", "00000000000000000006-0000000001.checkpoint", None),
]

print("""/// Logs that an Apache Kafka 3.9.0 broker wrote, for cases that run anywhere. Made by `scripts/golden-logs.py` from
/// `fixtures/segments`; a test compares the two.
package enum GoldenLogs {""")
for name, case, partition, file, count in wanted:
    folder = cases / case
    data = (folder / partition / file).read_bytes()
    expected = json.loads((folder / "expected.json").read_text())["partitions"][0]
    batches = []
    for segment in expected["segments"]:
        if file == "%020d.log" % segment["baseOffset"]:
            batches = segment["batches"][:count]
    if batches:
        last = batches[-1]
        data = data[: last["position"] + last["size"]]
    print(f"  /// `{case}/{partition}/{file}`" + (f", the first {count} batches." if count else "."))
    print(f'  package static let {name} = """')
    text = data.hex()
    for start in range(0, len(text), 110):
        print("    " + text[start : start + 110] + ("\\" if start + 110 < len(text) else ""))
    print('    """\n')
    if not batches:
        continue
    print(f"  /// What Kafka's dump tool says of it: position, size, first and last offset, count, producer, sequence, checksum.")
    print(f"  package static let {name}Dump: [[Int64]] = [")
    for batch in batches:
        row = [batch[k] for k in ("position", "size", "baseOffset", "lastOffset", "count", "producerId", "baseSequence", "crc")]
        print("    [" + ", ".join(str(n) for n in row) + "],")
    print("  ]\n")
print("}")
