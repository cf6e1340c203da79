"""Writes given records, or reads what is there, with one of the Python clients.

    exchange.py CLIENT write SERVERS TOPIC
        Reads records from standard input, one JSON object a line, and writes each with the codec that it names.
    exchange.py CLIENT read SERVERS GROUP COUNT TOPIC...
        Reads COUNT records as the only member of a group, commits, and prints them, one JSON object a line.

CLIENT may end with @VERSION: the client is then told that the broker is of that release, from before Kafka 0.11.

A record is {"topic", "codec", "key", "value", "headers": [[name, value]], "timestamp"}; texts, or null.
"""

import asyncio
import json
import sys
import time

PATIENCE = 30


def encoded(text):
    return None if text is None else text.encode()


def decoded(content):
    return None if content is None else content.decode()


def show(topic, key, value, headers, timestamp):
    print(json.dumps({
        "topic": topic, "key": decoded(key), "value": decoded(value),
        "headers": [[name, decoded(content)] for name, content in headers or []], "timestamp": timestamp,
    }), flush=True)


def by_codec(records):
    codecs = {}
    for record in records:
        codecs.setdefault(record["codec"], []).append(record)
    return codecs.items()


def arguments(record):
    """As all three clients name them, the timestamp apart."""
    named = {"key": encoded(record.get("key")), "value": encoded(record.get("value"))}
    if record.get("headers"):
        named["headers"] = [(name, encoded(content)) for name, content in record["headers"]]
    return named


class Confluent:
    def __init__(self, version):
        self.is_new = not version
        # Releases from 0.10 on say themselves what they can do.
        is_told = version and version.startswith("0.9")
        self.settings = {"api.version.request": False, "broker.version.fallback": version} if is_told else {}

    def write(self, servers, topic, records):
        from confluent_kafka import Producer

        failures = []
        for codec, some in by_codec(records):
            producer = Producer({
                "bootstrap.servers": servers, "compression.type": codec, "enable.idempotence": self.is_new, "linger.ms": 50,
                **self.settings,
            })
            for record in some:
                producer.produce(
                    topic, timestamp=record["timestamp"] if self.is_new or not self.settings else 0,
                    on_delivery=lambda error, _: error and failures.append(error), **arguments(record))
            if producer.flush(PATIENCE) or failures:
                sys.exit(f"not delivered: {failures}")

    def read(self, servers, group, count, topics):
        from confluent_kafka import Consumer

        consumer = Consumer({
            "bootstrap.servers": servers, "group.id": group, "auto.offset.reset": "earliest",
            "enable.auto.commit": False, **self.settings,
        })
        consumer.subscribe(topics)
        deadline = time.monotonic() + PATIENCE
        while count and time.monotonic() < deadline:
            message = consumer.poll(1)
            if message is None:
                continue
            if message.error():
                sys.exit(str(message.error()))
            show(message.topic(), message.key(), message.value(), message.headers(), message.timestamp()[1])
            count -= 1
        consumer.commit(asynchronous=False)
        consumer.close()


class KafkaPython:
    def __init__(self, version):
        self.version = tuple(int(part) for part in version.split(".")) if version else None
        self.settings = {"api_version": self.version} if version else {}

    def write(self, servers, topic, records):
        from kafka import KafkaProducer

        for codec, some in by_codec(records):
            producer = KafkaProducer(
                bootstrap_servers=servers, compression_type=None if codec == "none" else codec,
                enable_idempotence=not self.version, linger_ms=50, **self.settings)
            futures = [
                producer.send(topic, timestamp_ms=record["timestamp"], **arguments(record)) for record in some
            ]
            for future in futures:
                future.get(timeout=PATIENCE)
            producer.close()

    def read(self, servers, group, count, topics):
        from kafka import KafkaConsumer, TopicPartition

        # There is no group to join before 0.9, only one to keep offsets for.
        joins = not self.version or self.version >= (0, 9)
        consumer = KafkaConsumer(
            *topics if joins else (), bootstrap_servers=servers, group_id=group, auto_offset_reset="earliest",
            enable_auto_commit=False, consumer_timeout_ms=PATIENCE * 1000, **self.settings)
        if not joins:
            consumer.assign([TopicPartition(topic, 0) for topic in topics])
        for message in consumer:
            show(message.topic, message.key, message.value, message.headers, message.timestamp)
            count -= 1
            if not count:
                break
        consumer.commit()
        consumer.close()


class AIOKafka:
    def __init__(self, _):
        pass

    def write(self, servers, topic, records):
        asyncio.run(self.write_all(servers, topic, records))

    async def write_all(self, servers, topic, records):
        from aiokafka import AIOKafkaProducer

        for codec, some in by_codec(records):
            async with AIOKafkaProducer(
                bootstrap_servers=servers, compression_type=None if codec == "none" else codec,
                enable_idempotence=True, linger_ms=50,
            ) as producer:
                futures = [
                    await producer.send(topic, timestamp_ms=record["timestamp"], **arguments(record))
                    for record in some
                ]
                for future in futures:
                    await asyncio.wait_for(future, PATIENCE)

    def read(self, servers, group, count, topics):
        asyncio.run(self.read_all(servers, group, count, topics))

    async def read_all(self, servers, group, count, topics):
        from aiokafka import AIOKafkaConsumer

        async with AIOKafkaConsumer(
            *topics, bootstrap_servers=servers, group_id=group, auto_offset_reset="earliest",
            enable_auto_commit=False,
        ) as consumer:
            for _ in range(count):
                message = await asyncio.wait_for(consumer.getone(), PATIENCE)
                show(message.topic, message.key, message.value, message.headers, message.timestamp)
            await consumer.commit()


CLIENTS = {"confluent-kafka": Confluent, "kafka-python": KafkaPython, "aiokafka": AIOKafka}


def main():
    client, action, servers, *rest = sys.argv[1:]
    name, _, version = client.partition("@")
    peer = CLIENTS[name](version)
    if action == "write":
        peer.write(servers, rest[0], [json.loads(line) for line in sys.stdin])
    else:
        group, count, *topics = rest
        peer.read(servers, group, int(count), topics)


main()
