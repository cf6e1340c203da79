"""Many records through a broker that comes and goes meanwhile.

    volume.py CLIENT write SERVERS COUNT CODEC...
        Writes COUNT records with each codec to the topic of its name, idempotently.
    volume.py CLIENT read SERVERS GROUP COUNT CODEC...
        Reads these topics as the only member of a group until each of the COUNT records of each has been seen. Says so
        when a record is stored twice or is not what was written.

    volume.py CLIENT committed SERVERS GROUP COUNT CODEC...
        Checks that the group has committed all of these topics' records.

Prints "at 20", "at 40" and so on for the percentage of the records that have been acknowledged (with one codec), or read
for the first time (of all). Whoever started it can do something to the broker then; the work goes on meanwhile.
"""

import sys
import time

# Longer than a broker needs to come back, shorter than the test's own limit.
PATIENCE = 90
# Of each topic, as the broker's num.partitions has it.
PARTITIONS = 2
FILLER = b" of many that a topic keeps"


class Progress:
    def __init__(self, total):
        self.count = 0
        self.step = max(1, total // 5)

    def advance(self):
        self.count += 1
        if self.count % self.step == 0:
            print(f"at {self.count // self.step * 20}", flush=True)


class Check:
    """What has been read, by topic: for each number of a record the place where it was found."""

    def __init__(self, count, codecs):
        self.count = count
        self.places = {codec: [None] * count for codec in codecs}
        self.missing = count * len(codecs)
        self.progress = Progress(self.missing)

    def saw(self, topic, partition, offset, value):
        number = int(value[:8])
        if value[8:] != FILLER or number >= self.count:
            sys.exit(f"{topic}-{partition}@{offset}: never written: {value!r}")
        place = self.places[topic][number]
        if place is None:
            self.places[topic][number] = (partition, offset)
            self.missing -= 1
            self.progress.advance()
        # Reading a place again is a consumer's right after a rebalance; a second place is a duplicate.
        elif place != (partition, offset):
            sys.exit(f"{topic}: record {number} is stored twice, at {place} and {(partition, offset)}")

    def end(self):
        for topic, places in self.places.items():
            lost = [number for number, place in enumerate(places) if place is None]
            if lost:
                sys.exit(f"{topic}: {len(lost)} acknowledged records are missing, the first is {lost[0]}")


def value_of(number):
    return b"%08d" % number + FILLER


class Confluent:
    def write(self, servers, count, codec, progress):
        from confluent_kafka import Producer

        failures = []

        def delivered(error, _):
            if error:
                failures.append(error)
            else:
                progress.advance()

        producer = Producer({
            "bootstrap.servers": servers, "compression.type": codec, "enable.idempotence": True, "linger.ms": 5,
            "queue.buffering.max.messages": 20_000, "reconnect.backoff.ms": 20, "reconnect.backoff.max.ms": 200,
            "message.timeout.ms": PATIENCE * 1000, "batch.num.messages": 1000,
        })
        for number in range(count):
            while True:
                try:
                    producer.produce(codec, value_of(number), on_delivery=delivered)
                    break
                except BufferError:
                    producer.poll(0.1)
            if number % 1000 == 0:
                producer.poll(0)
        if producer.flush(PATIENCE) or failures:
            sys.exit(f"{codec}: not delivered: {failures[:3]}")

    def read(self, servers, group, codecs, check):
        from confluent_kafka import Consumer

        consumer = Consumer({
            "bootstrap.servers": servers, "group.id": group, "auto.offset.reset": "earliest",
            "reconnect.backoff.ms": 20, "reconnect.backoff.max.ms": 200, "max.partition.fetch.bytes": 262_144,
            "fetch.queue.backoff.ms": 10, "auto.commit.interval.ms": 500,
        })
        consumer.subscribe(codecs)
        deadline = time.monotonic() + PATIENCE
        while check.missing and time.monotonic() < deadline:
            for message in consumer.consume(1000, timeout=0.5):
                # Errors tell that the broker is away; it comes back.
                if not message.error():
                    check.saw(message.topic(), message.partition(), message.offset(), message.value())
        consumer.close()

    def committed(self, servers, group, codecs):
        from confluent_kafka import Consumer, TopicPartition

        consumer = Consumer({"bootstrap.servers": servers, "group.id": group})
        partitions = [TopicPartition(codec, partition) for codec in codecs for partition in range(PARTITIONS)]
        offsets = [partition.offset for partition in consumer.committed(partitions, timeout=PATIENCE)]
        consumer.close()
        return sum(max(0, offset) for offset in offsets)


class KafkaPython:
    def write(self, servers, count, codec, progress):
        from kafka import KafkaProducer

        failures = []
        producer = KafkaProducer(
            bootstrap_servers=servers, compression_type=None if codec == "none" else codec, enable_idempotence=True,
            linger_ms=5, batch_size=65_536, reconnect_backoff_ms=20, reconnect_backoff_max_ms=200,
            delivery_timeout_ms=PATIENCE * 1000, max_block_ms=PATIENCE * 1000)
        for number in range(count):
            future = producer.send(codec, value_of(number))
            future.add_callback(lambda _: progress.advance())
            future.add_errback(failures.append)
        producer.flush(timeout=PATIENCE)
        producer.close()
        if failures:
            sys.exit(f"{codec}: not delivered: {failures[:3]}")

    def read(self, servers, group, codecs, check):
        from kafka import KafkaConsumer

        consumer = KafkaConsumer(
            *codecs, bootstrap_servers=servers, group_id=group, auto_offset_reset="earliest",
            reconnect_backoff_ms=20, reconnect_backoff_max_ms=200, max_poll_records=5000,
            auto_commit_interval_ms=500)
        deadline = time.monotonic() + PATIENCE
        while check.missing and time.monotonic() < deadline:
            for partition, messages in consumer.poll(timeout_ms=500).items():
                for message in messages:
                    check.saw(partition.topic, partition.partition, message.offset, message.value)
        consumer.close()

    def committed(self, servers, group, codecs):
        from kafka import KafkaConsumer, TopicPartition

        consumer = KafkaConsumer(bootstrap_servers=servers, group_id=group)
        partitions = [TopicPartition(codec, partition) for codec in codecs for partition in range(PARTITIONS)]
        offsets = [consumer.committed(partition) for partition in partitions]
        consumer.close()
        return sum(offset or 0 for offset in offsets)


CLIENTS = {"confluent-kafka": Confluent, "kafka-python": KafkaPython}


def main():
    client, action, servers, *rest = sys.argv[1:]
    peer = CLIENTS[client]()
    if action == "write":
        count, *codecs = rest
        for codec in codecs:
            peer.write(servers, int(count), codec, Progress(int(count)))
    elif action == "committed":
        group, count, *codecs = rest
        committed = peer.committed(servers, group, codecs)
        if committed != int(count) * len(codecs):
            sys.exit(f"{committed} records are committed, not {count} of each of {codecs}")
    else:
        group, count, *codecs = rest
        check = Check(int(count), codecs)
        peer.read(servers, group, codecs, check)
        check.end()

main()
