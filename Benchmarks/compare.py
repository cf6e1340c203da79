#!/usr/bin/env python3
"""Our client beside librdkafka, one after the other against the same server; medians and ratios.

    compare.py --drivers DIR --broker KAFKA-BROKER --library LIBRDKAFKA [--rounds N] [--only TEXT] [--quick] [--json]

Servers: librdkafka's mock cluster in a process of its own, and our broker with files in a temporary directory. Client
and server share the machine, so compare messages per CPU second first: it hardly depends on scheduling.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

READY_SECONDS = 30
RUN_SECONDS = 300
PAYLOAD_BYTES = 16 << 20
TICKS = os.sysconf("SC_CLK_TCK")


class Scenario:
    """One comparison: the same work for each variant, the first of which the others are measured by."""

    def __init__(self, name, command, server, size, messages, variants):
        self.name = name
        self.command = command
        self.server = server
        self.size = size
        self.messages = messages
        self.variants = variants


RD, OURS = "rdkafka-driver", "kafka-driver"
# Whoever is faster than the broker fills the queue: librdkafka's holds 100,000 messages, ours 32 MB, at 100 bytes 300,000.
QUEUE = ["--set", "buffer.memory=16777216"]
# Defaults differ: librdkafka fills batches up to 1 MB, Kafka's Java client and ours up to 16 KiB.
PRODUCERS = [
    ("librdkafka produce", RD, []),
    ("librdkafka produce_batch 1000", RD, ["--batch", "1000"]),
    ("swift-kafka enqueue(bytes)", OURS, []),
    ("swift-kafka enqueue(bytes), batch.size as librdkafka's", OURS, ["--set", "batch.size=1000000"]),
    ("swift-kafka enqueue(bytes), buffer.memory 16 MB", OURS, QUEUE),
    ("swift-kafka ProducerRecords, 1000 a call", OURS, ["--batch", "1000"]),
]
# The same batch size for both, since it decides how well records compress.
def compressed(codec):
    setting = ["--set", f"compression.type={codec}"]
    equal = setting + ["--set", "batch.size=1000000"]
    return [
        (f"librdkafka produce, {codec}", RD, setting),
        (f"swift-kafka enqueue(bytes), {codec}", OURS, equal),
        (f"swift-kafka enqueue(bytes), {codec}, buffer.memory 16 MB", OURS, equal + QUEUE),
        (f"swift-kafka enqueue(bytes), {codec}, batch.size 16 KiB", OURS, setting),
    ]


# What the safe defaults cost: measured by the same producer without them.
SAFETY = [
    ("swift-kafka acks=1, not idempotent", OURS, ["--set", "acks=1", "--set", "enable.idempotence=false"]),
    ("swift-kafka acks=all, not idempotent", OURS, ["--set", "acks=all", "--set", "enable.idempotence=false"]),
    ("swift-kafka acks=all, idempotent (default)", OURS, []),
]
WAYS_TO_SEND = [
    ("swift-kafka enqueue(bytes)", OURS, []),
    ("swift-kafka ProducerRecords, 1000 a call", OURS, ["--batch", "1000"]),
    ("swift-kafka await send from 1000 tasks", OURS, ["--tasks", "1000"]),
]
CONSUMERS = [
    ("librdkafka batch queue 1000", RD, ["--batch", "1000"]),
    ("librdkafka consumer_poll", RD, []),
    ("swift-kafka batches", OURS, ["--batch", "1000"]),
    ("swift-kafka records", OURS, []),
]


def scenarios(quick):
    scale = 10 if quick else 1
    return [
        Scenario("produce 100 B to the mock", "produce", "mock", 100, 3_000_000 // scale, PRODUCERS),
        Scenario("produce 1 KiB to the mock", "produce", "mock", 1024, 600_000 // scale, PRODUCERS),
        Scenario("produce 10 KiB to the mock", "produce", "mock", 10_240, 100_000 // scale, PRODUCERS),
        Scenario("produce 1 KiB lz4 to the mock", "produce", "mock", 1024, 600_000 // scale, compressed("lz4")),
        Scenario("produce 1 KiB zstd to the mock", "produce", "mock", 1024, 600_000 // scale, compressed("zstd")),
        Scenario("produce 100 B lz4 to the mock", "produce", "mock", 100, 3_000_000 // scale, compressed("lz4")),
        Scenario("produce 100 B zstd to the mock", "produce", "mock", 100, 3_000_000 // scale, compressed("zstd")),
        Scenario("produce 100 B to the mock, what safety costs", "produce", "mock", 100, 3_000_000 // scale, SAFETY),
        Scenario("produce 100 B to our broker, what safety costs", "produce", "broker", 100, 2_000_000 // scale, SAFETY),
        Scenario("produce 100 B, ways to send", "produce", "broker", 100, 1_000_000 // scale, WAYS_TO_SEND),
        Scenario("produce 100 B to our broker", "produce", "broker", 100, 2_000_000 // scale, PRODUCERS),
        Scenario("consume 100 B from our broker", "consume", "broker", 100, 3_000_000 // scale, CONSUMERS),
        Scenario("consume 1 KiB from our broker", "consume", "broker", 1024, 600_000 // scale, CONSUMERS),
    ]


def payload(folder, size):
    """A file of different JSON-like values of `size` bytes each, always the same ones."""
    path = os.path.join(folder, f"payload-{size}")
    if not os.path.exists(path):
        source = random.Random(size)
        names = ["order", "payment", "delivery", "refund", "customer", "invoice", "basket", "session"]
        with open(path, "wb") as file:
            for _ in range(PAYLOAD_BYTES // size):
                text = '{"id":%d,"type":"%s"' % (source.randrange(10**9), source.choice(names))
                while len(text) < size:
                    text += ',"%s":%d' % (source.choice(names), source.randrange(10**6))
                file.write((text[: size - 1] + "}").encode())
    return path


def first_line(process, what):
    """The first line of a server's output, which says where it listens."""
    deadline = time.monotonic() + READY_SECONDS
    line = b""
    os.set_blocking(process.stdout.fileno(), False)
    while not line.endswith(b"\n"):
        piece = process.stdout.read(1)
        if piece:
            line += piece
        elif process.poll() is not None:
            raise SystemExit(f"compare: {what} ended with {process.returncode} before it was ready")
        elif time.monotonic() > deadline:
            raise SystemExit(f"compare: {what} was not ready in {READY_SECONDS} s")
        else:
            time.sleep(0.0002)
    return line.decode()


@contextlib.contextmanager
def mock(options, topic):
    process = subprocess.Popen(
        [driver(options, RD), options.library, "mock", "--topic", topic], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE)
    try:
        yield first_line(process, "the mock cluster").split("bootstrap=")[1].split()[0], process.pid
    finally:
        process.stdin.close()
        process.wait(timeout=READY_SECONDS)


@contextlib.contextmanager
def broker(options, folder):
    data = tempfile.mkdtemp(dir=folder)
    process = subprocess.Popen(
        [options.broker, "--listen", "127.0.0.1:0", "--data-dir", data, "--log-level", "error"],
        stdout=subprocess.PIPE)
    try:
        yield first_line(process, "kafka-broker").split("bootstrap=")[1].split()[0], process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=READY_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(data, ignore_errors=True)


def driver(options, name):
    return os.path.join(options.drivers, name)


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def run(options, program, command, bootstrap, scenario, extra, folder, topic):
    arguments = [driver(options, program)]
    if program == RD:
        arguments.append(options.library)
    arguments += [command, "--bootstrap", bootstrap, "--topic", topic, "--messages", str(scenario.messages)]
    arguments += ["--size", str(scenario.size)]
    if command == "produce":
        arguments += ["--payload", payload(folder, scenario.size)]
    result = subprocess.run(arguments + extra, capture_output=True, text=True, timeout=RUN_SECONDS, check=False)
    if result.returncode != 0:
        raise SystemExit(f"compare: {' '.join(arguments + extra)} failed:\n{result.stderr[-2000:]}")
    return json.loads(result.stdout.splitlines()[-1])


def measure(options, scenario, folder):
    """Every variant once a round, so that a slow minute of the machine meets all of them."""
    results = {name: [] for name, _, _ in scenario.variants}
    if scenario.command == "consume":
        with broker(options, folder) as (bootstrap, pid):
            run(options, RD, "produce", bootstrap, scenario, [], folder, "benchmark")
            for _ in range(options.rounds):
                for name, program, extra in scenario.variants:
                    before = cpu_seconds(pid)
                    result = run(options, program, "consume", bootstrap, scenario, extra, folder, "benchmark")
                    result["serverCpu"] = cpu_seconds(pid) - before
                    results[name].append(result)
        return results
    for _ in range(options.rounds):
        for name, program, extra in scenario.variants:
            server = mock(options, "benchmark") if scenario.server == "mock" else broker(options, folder)
            with server as (bootstrap, pid):
                before = cpu_seconds(pid)
                result = run(options, program, "produce", bootstrap, scenario, extra, folder, "benchmark")
                result["serverCpu"] = cpu_seconds(pid) - before
                results[name].append(result)
    return results


def summary(runs):
    def middle(value):
        return statistics.median(value(run) for run in runs)

    return {
        "client": runs[0]["client"],
        "messagesPerCpuSecond": middle(lambda run: run["messages"] / max(run["cpu"], 1e-6)),
        "messagesPerSecond": middle(lambda run: run["messages"] / run["wall"]),
        "megabytesPerSecond": middle(lambda run: run["bytes"] / run["wall"] / 1e6),
        "peakMegabytes": middle(lambda run: run["peakMegabytes"]),
        "serverCpuPerGigabyte": middle(lambda run: run["serverCpu"] / (run["bytes"] / 1e9)),
    }


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells).rstrip())


def show(scenario, summaries, rounds):
    base = summaries[scenario.variants[0][0]]
    print(f"\n{scenario.name} ({scenario.messages} messages, medians of {rounds})")
    rows = [["", "msgs/CPU-s", "ratio", "msgs/s", "ratio", "MB/s", "peak MB", "ratio", "server CPU-s/GB"]]
    for name, _, _ in scenario.variants:
        own = summaries[name]
        rows.append([
            name,
            f"{own['messagesPerCpuSecond'] / 1e6:.2f} M",
            f"{own['messagesPerCpuSecond'] / base['messagesPerCpuSecond']:.2f}x",
            f"{own['messagesPerSecond'] / 1e6:.2f} M",
            f"{own['messagesPerSecond'] / base['messagesPerSecond']:.2f}x",
            f"{own['megabytesPerSecond']:.0f}",
            f"{own['peakMegabytes']:.0f}",
            f"{own['peakMegabytes'] / base['peakMegabytes']:.2f}x",
            f"{own['serverCpuPerGigabyte']:.2f}",
        ])
    table(rows)


def resident_megabytes(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        for line in file:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def start_up(options, folder):
    """Milliseconds from exec to the broker's ready line, and megabytes resident after two idle seconds."""
    times, resident = [], []
    for round_number in range(options.rounds):
        begin = time.monotonic()
        with broker(options, folder) as (_, pid):
            times.append((time.monotonic() - begin) * 1000)
            if round_number == 0:
                time.sleep(2)
                resident.append(resident_megabytes(pid))
    return statistics.median(times), resident[0]


def main():
    parser = argparse.ArgumentParser(description="Our client beside librdkafka.")
    parser.add_argument("--drivers", required=True)
    parser.add_argument("--broker", required=True)
    parser.add_argument("--library", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="scenarios whose name contains this text")
    parser.add_argument("--quick", action="store_true", help="a tenth of the messages, to see that all works")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--without-ours", action="store_true", help="librdkafka's variants only")
    options = parser.parse_args()
    report = {}
    folder = tempfile.mkdtemp(prefix="kafka-benchmarks-")
    try:
        milliseconds, megabytes = start_up(options, folder)
        report["broker"] = {"readyMilliseconds": milliseconds, "idleMegabytes": megabytes}
        if not options.json:
            print(f"broker: ready {milliseconds:.0f} ms after exec, {megabytes:.0f} MB resident when idle")
        for scenario in scenarios(options.quick):
            if options.only not in scenario.name:
                continue
            if options.without_ours:
                scenario.variants = [variant for variant in scenario.variants if variant[1] == RD]
            runs = measure(options, scenario, folder)
            summaries = {name: summary(results) for name, results in runs.items()}
            report[scenario.name] = summaries
            if not options.json:
                show(scenario, summaries, options.rounds)
                sys.stdout.flush()
        if options.json:
            print(json.dumps(report, indent=2))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
