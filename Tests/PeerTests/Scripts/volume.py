"""Many records through a broker that comes and goes meanwhile, by the examples that the clients come with.

    volume.py CLIENT write SERVERS COUNT CODEC...
        Writes COUNT records with each codec to the topic of its name.
    volume.py CLIENT read SERVERS GROUP COUNT CODEC
        Reads this topic as the only member of a group until each of its COUNT records has been seen. Says so when a
        record is stored twice or is not what was written.
    volume.py CLIENT committed SERVERS GROUP COUNT CODEC...
        Checks that the group has committed all of these topics' records.

What writes and reads is not written here: it is the example code in the client's own description, which is installed
with it. Only names, amounts and settings are put in, and `print` is where the examples say how they are getting on.

Prints "at 40" and "at 80" for the percentage of a topic's records that have been handed to the client, or read for
the first time. Whoever started it ends the broker then, and sends SIGUSR1 when that is done: the writer hands over a
few more meanwhile, but not all.
"""

import ast
import importlib.metadata
import json
import re
import signal
import sys
import textwrap
import time
import types

# Longer than a broker needs to come back, shorter than the test's own limit.
PATIENCE = 90
# Of each topic, as the broker's num.partitions has it.
PARTITIONS = 2
# Little at a time, so that there is something left to fetch when the broker ends.
FETCH_BYTES = 8192
QUEUED_MESSAGES = 1000


class Example:
    """A piece of code in a package's description, as it is but for the given texts."""

    def __init__(self, package, mark, replacements):
        self.name = f"the description of {package}"
        description = importlib.metadata.metadata(package).get_payload()
        fenced = re.findall(r"^```python\n(.*?)^```", description, re.MULTILINE | re.DOTALL)
        indented = re.findall(r"^\.\. code-block:: python\n\n((?: +.*\n|\n)+)", description, re.MULTILINE)
        found = [block for block in fenced + indented if mark in block]
        if len(found) != 1:
            sys.exit(f"{self.name}: {len(found)} examples contain {mark!r}")
        code = textwrap.dedent(found[0])
        for old, new in replacements.items():
            if code.count(old) == 0:
                sys.exit(f"{self.name}: the example does not contain {old!r}")
            code = code.replace(old, new)
        self.code = ast.parse(code, self.name)

    def run(self, names):
        exec(compile(self.code, self.name, "exec"), names)

    def run_loop(self, names):
        """Its loop alone, after what stands before that has been run."""
        loop = [statement for statement in self.code.body if isinstance(statement, ast.For)]
        exec(compile(ast.Module(loop, []), self.name, "exec"), names)


class Progress:
    """Tells of it at two and four fifths."""

    def __init__(self, total):
        self.marks = {total * 2 // 5: "at 40", total * 4 // 5: "at 80"}
        self.count = 0

    def advance(self):
        self.count += 1
        if self.count in self.marks:
            print(self.marks[self.count], flush=True)


def numbers(count):
    """The numbers of the records to write. Stops until the broker has ended where it should have by now."""
    progress = Progress(count)
    stops = {mark + count // 20 for mark in progress.marks}
    for number in range(count):
        if number in stops and signal.sigtimedwait({signal.SIGUSR1}, PATIENCE) is None:
            sys.exit("nobody said that the broker has ended")
        yield number
        progress.advance()


class Done(Exception):
    """Everything has been read."""


class Check:
    """What has been read of a topic: for each number of a record the place where it was found."""

    def __init__(self, topic, count):
        self.topic = topic
        self.places = [None] * count
        self.missing = count
        self.progress = Progress(count)

    def saw(self, partition, offset, value, before, after):
        """Value is nothing else than was written: a number with these texts around it."""
        if not value.startswith(before) or not value.endswith(after):
            sys.exit(f"{self.topic}-{partition}@{offset}: never written: {value!r}")
        number = int(value[len(before):len(value) - len(after)])
        if not 0 <= number < len(self.places):
            sys.exit(f"{self.topic}-{partition}@{offset}: record {number} was never written")
        place = self.places[number]
        if place is None:
            self.places[number] = (partition, offset)
            self.missing -= 1
            self.progress.advance()
        # Reading a place again is a consumer's right after a rebalance; a second place is a duplicate.
        elif place != (partition, offset):
            sys.exit(f"{self.topic}: record {number} is stored twice, at {place} and {(partition, offset)}")
        if not self.missing:
            raise Done


class Confluent:
    def __init__(self):
        # There is no schema registry here, and its client needs more packages. The records are JSON all the same.
        class JSONSerializer:
            def __init__(self, schema, registry):
                pass

            def __call__(self, value, context):
                return json.dumps(value).encode()

        registry = types.ModuleType("confluent_kafka.schema_registry")
        registry.SchemaRegistryClient = dict
        serializers = types.ModuleType("confluent_kafka.schema_registry.json_schema")
        serializers.JSONSerializer = JSONSerializer
        for module in registry, serializers:
            sys.modules[module.__name__] = module

    def write(self, servers, count, codec):
        example = Example("confluent-kafka", "for user in some_data_source", {
            "{'bootstrap.servers': 'mybroker1,mybroker2'}": "configuration", "'mytopic'": "topic"})
        failures = []
        delivered = 0

        def note(text):
            nonlocal delivered
            if text.startswith("Message delivered to "):
                delivered += 1
            else:
                failures.append(text)

        example.run({
            "configuration": {
                "bootstrap.servers": servers, "compression.type": codec, "enable.idempotence": True,
                "reconnect.backoff.ms": 20, "reconnect.backoff.max.ms": 200, "message.timeout.ms": PATIENCE * 1000,
            },
            "topic": codec, "print": note,
            "some_data_source": ({"name": "somebody", "favorite_number": number} for number in numbers(count)),
        })
        if failures or delivered != count:
            sys.exit(f"{codec}: {delivered} delivered, {len(failures)} not: {failures[:3]}")

    def read(self, servers, group, check):
        example = Example("confluent-kafka", "c.subscribe(['mytopic'])", {
            "'mybroker'": "servers", "'mygroup'": "group", "'earliest'": "'earliest', **settings",
            "'mytopic'": "topic"})

        def note(text):
            # Errors tell that the broker is away; it comes back.
            if text.startswith("Received message: "):
                message = names["msg"]
                before = b'{"name": "somebody", "favorite_number": '
                check.saw(message.partition(), message.offset(), message.value(), before, b"}")

        names = {
            "servers": servers, "group": group, "topic": check.topic, "print": note,
            "settings": {
                "reconnect.backoff.ms": 20, "reconnect.backoff.max.ms": 200, "fetch.queue.backoff.ms": 10,
                "max.partition.fetch.bytes": FETCH_BYTES, "queued.min.messages": QUEUED_MESSAGES,
            },
        }
        try:
            example.run(names)
        except Done:
            names["c"].close()

    def committed(self, servers, group, codecs):
        from confluent_kafka import Consumer, TopicPartition

        consumer = Consumer({"bootstrap.servers": servers, "group.id": group})
        partitions = [TopicPartition(codec, partition) for codec in codecs for partition in range(PARTITIONS)]
        offsets = [partition.offset for partition in consumer.committed(partitions, timeout=PATIENCE)]
        consumer.close()
        return sum(max(0, offset) for offset in offsets)


class KafkaPython:
    def write(self, servers, count, codec):
        from kafka import KafkaProducer

        write = Example("kafka-python", "KafkaProducer(compression_type='gzip')", {
            "compression_type='gzip'": "**configuration", "range(1000)": "numbers", "'foobar'": "topic"})
        flush = Example("kafka-python", "producer.flush()", {})
        names = {
            "KafkaProducer": KafkaProducer, "numbers": numbers(count), "topic": codec,
            "configuration": {
                "bootstrap_servers": servers, "compression_type": None if codec == "none" else codec,
                "enable_idempotence": True, "linger_ms": 5, "batch_size": 65_536, "reconnect_backoff_ms": 20,
                "reconnect_backoff_max_ms": 200, "delivery_timeout_ms": PATIENCE * 1000,
            },
        }
        write.run(names)
        flush.run(names)
        names["producer"].close()

    def read(self, servers, group, check):
        from kafka import errors

        example = Example("kafka-python", "KafkaConsumer('my_favorite_topic', group_id='my_favorite_group')", {
            "'my_favorite_topic'": "topic", "'my_favorite_group'": "group, **settings"})

        def note(message):
            check.saw(message.partition, message.offset, message.value, b"msg ", b"")

        names = {
            "topic": check.topic, "group": group, "print": note,
            "settings": {
                "bootstrap_servers": servers, "auto_offset_reset": "earliest", "reconnect_backoff_ms": 20,
                "reconnect_backoff_max_ms": 200, "max_partition_fetch_bytes": FETCH_BYTES,
                "auto_commit_interval_ms": 500,
            },
        }
        step = example.run
        while check.missing:
            try:
                step(names)
            except Done:
                break
            except errors.KafkaConnectionError:
                # Its loop ends with an error while no broker can be reached, and may begin again.
                step = example.run_loop
                time.sleep(0.05)
        names["consumer"].close()

    def committed(self, servers, group, codecs):
        from kafka import KafkaConsumer, TopicPartition

        consumer = KafkaConsumer(bootstrap_servers=servers, group_id=group)
        partitions = [TopicPartition(codec, partition) for codec in codecs for partition in range(PARTITIONS)]
        offsets = [consumer.committed(partition) for partition in partitions]
        consumer.close()
        return sum(offset or 0 for offset in offsets)


CLIENTS = {"confluent-kafka": Confluent, "kafka-python": KafkaPython}


def give_up(*_):
    sys.exit(f"not done after {PATIENCE} seconds")


def main():
    # In every thread: it is waited for, not handled.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    client, action, servers, *rest = sys.argv[1:]
    peer = CLIENTS[client]()
    if action == "write":
        count, *codecs = rest
        for codec in codecs:
            peer.write(servers, int(count), codec)
    elif action == "committed":
        group, count, *codecs = rest
        committed = peer.committed(servers, group, codecs)
        if committed != int(count) * len(codecs):
            sys.exit(f"{committed} records are committed, not {count} of each of {codecs}")
    else:
        group, count, codec = rest
        check = Check(codec, int(count))
        peer.read(servers, group, check)
        if check.missing:
            sys.exit(f"{codec}: {check.missing} acknowledged records are missing")


main()
