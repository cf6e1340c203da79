"""Runs librdkafka's mock cluster of three brokers until it is told to stop, and says where it listens.

    mock.py FILE    writes the bootstrap servers to FILE

The mock picks its ports itself, so a run file names FILE instead of a port. It is judged by all that it advertises.
"""

import ctypes
import pathlib
import signal
import sys

import confluent_kafka

BROKERS = 3
PRODUCER = 0


def library():
    folder = pathlib.Path(confluent_kafka.__file__).parent.parent / "confluent_kafka.libs"
    found = ctypes.CDLL(str(next(folder.glob("librdkafka-*.so*"))))
    pointer = ctypes.c_void_p
    found.rd_kafka_conf_new.restype = pointer
    found.rd_kafka_new.restype = pointer
    found.rd_kafka_new.argtypes = [ctypes.c_int, pointer, ctypes.c_char_p, ctypes.c_size_t]
    found.rd_kafka_mock_cluster_new.restype = pointer
    found.rd_kafka_mock_cluster_new.argtypes = [pointer, ctypes.c_int]
    found.rd_kafka_mock_cluster_bootstraps.restype = ctypes.c_char_p
    found.rd_kafka_mock_cluster_bootstraps.argtypes = [pointer]
    found.rd_kafka_mock_group_initial_rebalance_delay_ms.argtypes = [pointer, ctypes.c_int32]
    return found


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rd = library()
    error = ctypes.create_string_buffer(512)
    client = rd.rd_kafka_new(PRODUCER, rd.rd_kafka_conf_new(), error, len(error))
    if not client:
        sys.exit(error.value.decode())
    cluster = rd.rd_kafka_mock_cluster_new(client, BROKERS)
    if not cluster:
        sys.exit("no mock cluster")
    rd.rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, 0)
    where = pathlib.Path(sys.argv[1])
    unfinished = where.with_suffix(".new")
    unfinished.write_text(rd.rd_kafka_mock_cluster_bootstraps(cluster).decode() + "\n")
    unfinished.rename(where)
    signal.pause()


main()
