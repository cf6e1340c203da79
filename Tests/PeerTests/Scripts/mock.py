"""Runs librdkafka's mock cluster of three brokers, as long as somebody is there to read. Prints its bootstrap servers.

    mock.py [API:CODE,CODE,...]...
        The next requests with this API's number are answered with these error codes, in order, and not carried out.
        With 0 one is carried out, with -195 the connection is closed instead of an answer.

The group APIs of librdkafka 2.16's mock are written for the versions that librdkafka itself sends. It advertises
newer ones all the same, and closes the connection of a client that takes it at its word: the mock reads a JoinGroup of
version 6 as if its arrays were still those of version 5. So it is told here to advertise what it can read.
"""

import ctypes
import pathlib
import select
import sys

import confluent_kafka

BROKERS = 3
RD_KAFKA_PRODUCER = 0
JOIN_GROUP, HEARTBEAT, LEAVE_GROUP, SYNC_GROUP = 11, 12, 13, 14
NEWEST_READ = {JOIN_GROUP: 5, HEARTBEAT: 3, LEAVE_GROUP: 2, SYNC_GROUP: 3}


def library():
    folder = pathlib.Path(confluent_kafka.__file__).parent.parent / "confluent_kafka.libs"
    found = ctypes.CDLL(str(next(folder.glob("librdkafka-*.so*"))))
    found.rd_kafka_conf_new.restype = ctypes.c_void_p
    found.rd_kafka_new.restype = ctypes.c_void_p
    found.rd_kafka_new.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    found.rd_kafka_mock_cluster_new.restype = ctypes.c_void_p
    found.rd_kafka_mock_cluster_new.argtypes = [ctypes.c_void_p, ctypes.c_int]
    found.rd_kafka_mock_cluster_bootstraps.restype = ctypes.c_char_p
    found.rd_kafka_mock_cluster_bootstraps.argtypes = [ctypes.c_void_p]
    found.rd_kafka_mock_set_apiversion.argtypes = [ctypes.c_void_p] + [ctypes.c_int16] * 3
    found.rd_kafka_mock_group_initial_rebalance_delay_ms.argtypes = [ctypes.c_void_p, ctypes.c_int32]
    found.rd_kafka_mock_push_request_errors_array.restype = None
    found.rd_kafka_mock_push_request_errors_array.argtypes = [
        ctypes.c_void_p, ctypes.c_int16, ctypes.c_size_t, ctypes.c_void_p]
    found.rd_kafka_mock_cluster_destroy.argtypes = [ctypes.c_void_p]
    found.rd_kafka_destroy.argtypes = [ctypes.c_void_p]
    return found


def main():
    rd = library()
    error = ctypes.create_string_buffer(512)
    client = rd.rd_kafka_new(RD_KAFKA_PRODUCER, rd.rd_kafka_conf_new(), error, len(error))
    if not client:
        sys.exit(error.value.decode())
    cluster = rd.rd_kafka_mock_cluster_new(client, BROKERS)
    if not cluster:
        sys.exit("no mock cluster")
    rd.rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, 0)
    for api, version in NEWEST_READ.items():
        if rd.rd_kafka_mock_set_apiversion(cluster, api, 0, version):
            sys.exit(f"API {api} is not known to the mock cluster")
    for script in sys.argv[1:]:
        api, _, codes = script.partition(":")
        codes = [int(code) for code in codes.split(",")]
        rd.rd_kafka_mock_push_request_errors_array(
            cluster, int(api), len(codes), (ctypes.c_int * len(codes))(*codes))
    print(rd.rd_kafka_mock_cluster_bootstraps(cluster).decode(), flush=True)
    reader = select.poll()
    # Nothing is waited for but that the other end is closed.
    reader.register(sys.stdout, 0)
    reader.poll()
    rd.rd_kafka_mock_cluster_destroy(cluster)
    rd.rd_kafka_destroy(client)


main()
