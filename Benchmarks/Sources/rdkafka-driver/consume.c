#include "driver.h"

#include <stdlib.h>

static int64_t messages;
static int64_t bytes;
/// The sum of all values' first bytes, so that they are looked at.
static volatile uint64_t sum;

static void take(rd_kafka_message_t *message) {
  if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    messages++;
    bytes += (int64_t)message->len;
    if (message->len > 0) sum += *(const unsigned char *)message->payload;
  } else if (message->err != RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    fail("consume: %s", rd.err2str(message->err));
  }
  rd.message_destroy(message);
}

int consume(const struct options *options) {
  rd_kafka_conf_t *conf = configuration(options);
  set(conf, "group.id", "benchmark");
  set(conf, "enable.auto.commit", "false");
  char error[512];
  rd_kafka_t *client = rd.new(RD_KAFKA_CONSUMER, conf, error, sizeof error);
  if (client == NULL) fail("consumer: %s", error);
  rd.poll_set_consumer(client);

  rd_kafka_topic_t *topic = rd.topic_new(client, options->topic, NULL);
  const struct rd_kafka_metadata *metadata;
  if (rd.metadata(client, 0, topic, &metadata, 30000) != RD_KAFKA_RESP_ERR_NO_ERROR) fail("no metadata in 30 s");
  rd.metadata_destroy(metadata);

  struct usage start = usage_now();
  rd_kafka_topic_partition_list_t *partitions = rd.topic_partition_list_new(options->partitions);
  for (int partition = 0; partition < options->partitions; partition++) {
    rd.topic_partition_list_add(partitions, options->topic, partition)->offset = RD_KAFKA_OFFSET_BEGINNING;
  }
  if (rd.assign(client, partitions) != RD_KAFKA_RESP_ERR_NO_ERROR) fail("assign failed");
  rd.topic_partition_list_destroy(partitions);

  double idle_since = start.wall;
  rd_kafka_queue_t *queue = rd.queue_get_consumer(client);
  rd_kafka_message_t **batch = calloc((size_t)(options->batch > 0 ? options->batch : 1), sizeof *batch);
  while (messages < options->messages) {
    int64_t before = messages;
    if (options->batch > 0) {
      ssize_t count = rd.consume_batch_queue(queue, 100, batch, (size_t)options->batch);
      for (ssize_t index = 0; index < count; index++) take(batch[index]);
    } else {
      rd_kafka_message_t *message = rd.consumer_poll(client, 100);
      if (message != NULL) take(message);
    }
    if (messages > before) {
      idle_since = 0;
    } else if (idle_since == 0) {
      idle_since = usage_now().wall;
    } else if (usage_now().wall - idle_since > 30) {
      fail("nothing came for 30 s; %lld messages so far", (long long)messages);
    }
  }
  usage_report(start, messages, bytes);

  free(batch);
  rd.queue_destroy(queue);
  rd.topic_destroy(topic);
  rd.consumer_close(client);
  rd.destroy(client);
  return 0;
}
