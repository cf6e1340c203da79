// The functions of librdkafka that the drivers call, looked up in a library that is named at run time: Debian's
// headers describe 2.0.2, the library measured is the newer one of the confluent-kafka wheel.
#ifndef DRIVER_RDKAFKA_H
#define DRIVER_RDKAFKA_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#define RD_FUNCTIONS(X)                                                                                                \
  X(version_str)                                                                                                       \
  X(conf_new)                                                                                                          \
  X(conf_set)                                                                                                          \
  X(conf_set_dr_msg_cb)                                                                                                \
  X(new)                                                                                                               \
  X(destroy)                                                                                                           \
  X(topic_new)                                                                                                         \
  X(topic_destroy)                                                                                                     \
  X(metadata)                                                                                                          \
  X(metadata_destroy)                                                                                                  \
  X(produce)                                                                                                           \
  X(produce_batch)                                                                                                     \
  X(last_error)                                                                                                        \
  X(err2str)                                                                                                           \
  X(poll)                                                                                                              \
  X(flush)                                                                                                             \
  X(poll_set_consumer)                                                                                                 \
  X(topic_partition_list_new)                                                                                          \
  X(topic_partition_list_add)                                                                                          \
  X(topic_partition_list_destroy)                                                                                      \
  X(assign)                                                                                                            \
  X(consumer_poll)                                                                                                     \
  X(consumer_close)                                                                                                    \
  X(queue_get_consumer)                                                                                                \
  X(queue_destroy)                                                                                                     \
  X(consume_batch_queue)                                                                                               \
  X(message_destroy)                                                                                                   \
  X(mock_cluster_new)                                                                                                  \
  X(mock_cluster_destroy)                                                                                              \
  X(mock_cluster_bootstraps)                                                                                           \
  X(mock_topic_create)

struct rd {
#define RD_MEMBER(name) __typeof__(rd_kafka_##name) *name;
  RD_FUNCTIONS(RD_MEMBER)
#undef RD_MEMBER
};

extern struct rd rd;

/// Fills `rd`, or ends the process with the reason.
void rd_load(const char *library);

#endif
