"""Writes given records, or reads what is there, with one of the Python clients.

    exchange.py CLIENT write SERVERS TOPIC
        Reads records from standard input, one JSON object a line, and writes each with the codec that it names.
    exchange.py CLIENT read SERVERS GROUP COUNT TOPIC...
        Reads COUNT records as the only member of a group, commits, and prints them, one JSON object a line.

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
    return {
        "key": encoded(record.get("key")), "value": encoded(record.get("value")),
        "headers": [(name, encoded(content)) for name, content in record["headers"]],
    }


class Confluent:
    def write(self, servers, topic, records):
        from confluent_kafka import Producer

        failures = []
        for codec, some in by_codec(records):
            producer = Producer({
                "bootstrap.servers": servers, "compression.type": codec, "enable.idempotence": True, "linger.ms": 50,
            })
            for record in some:
                producer.produce(
                    topic, timestamp=record["timestamp"],
                    on_delivery=lambda error, _: error and failures.append(error), **arguments(record))
            if producer.flush(PATIENCE) or failures:
                sys.exit(f"not delivered: {failures}")

    def read(self, servers, group, count, topics):
        from confluent_kafka import Consumer

        consumer = Consumer({
            "bootstrap.servers": servers, "group.id": group, "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
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
    def write(self, servers, topic, records):
        from kafka import KafkaProducer

        for codec, some in by_codec(records):
            producer = KafkaProducer(
                bootstrap_servers=servers, compression_type=None if codec == "none" else codec,
                enable_idempotence=True, linger_ms=50)
            futures = [
                producer.send(topic, timestamp_ms=record["timestamp"], **arguments(record)) for record in some
            ]
            for future in futures:
                future.get(timeout=PATIENCE)
            producer.close()

    def read(self, servers, group, count, topics):
        from kafka import KafkaConsumer

        consumer = KafkaConsumer(
            *topics, bootstrap_servers=servers, group_id=group, auto_offset_reset="earliest",
            enable_auto_commit=False, consumer_timeout_ms=PATIENCE * 1000)
        for message in consumer:
            show(message.topic, message.key, message.value, message.headers, message.timestamp)
            count -= 1
            if not count:
                break
        consumer.commit()
        consumer.close()


class AIOKafka:
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
    peer = CLIENTS[client]()
    if action == "write":
        peer.write(servers, rest[0], [json.loads(line) for line in sys.stdin])
    else:
        group, count, *topics = rest
        peer.read(servers, group, int(count), topics)


main()
