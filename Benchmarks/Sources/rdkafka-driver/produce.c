#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

static int64_t delivered;
static int64_t failed;

static void on_delivery(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
  (void)client;
  (void)opaque;
  if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    delivered++;
  } else if (failed++ == 0) {
    fail("the first delivery that failed: %s", rd.err2str(message->err));
  }
}

struct values {
  const char *bytes;
  /// Whole values in the file.
  int64_t count;
};

static struct values map_values(const struct options *options) {
  int file = open(options->payload, O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) fail("cannot open %s: %s", options->payload, strerror(errno));
  void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  if (bytes == MAP_FAILED) fail("cannot map %s: %s", options->payload, strerror(errno));
  struct values values = {.bytes = bytes, .count = status.st_size / (int64_t)options->size};
  if (values.count == 0) fail("%s is shorter than one value", options->payload);
  return values;
}

static void one_by_one(rd_kafka_t *client, rd_kafka_topic_t *topic, const struct options *options, struct values all) {
  for (int64_t sent = 0; sent < options->messages; sent++) {
    const char *value = all.bytes + (size_t)(sent % all.count) * options->size;
    while (rd.produce(
               topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, (void *)value, options->size, NULL, 0, NULL) != 0) {
      if (rd.last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL) fail("produce: %s", rd.err2str(rd.last_error()));
      rd.poll(client, 10);
    }
    if (sent % 1000 == 0) rd.poll(client, 0);
  }
}

static void by_batches(rd_kafka_t *client, rd_kafka_topic_t *topic, const struct options *options, struct values all) {
  rd_kafka_message_t *batch = calloc((size_t)options->batch, sizeof *batch);
  int64_t sent = 0;
  while (sent < options->messages) {
    int count = options->batch;
    if (options->messages - sent < count) count = (int)(options->messages - sent);
    for (int index = 0; index < count; index++) {
      batch[index].payload = (void *)(all.bytes + (size_t)((sent + index) % all.count) * options->size);
      batch[index].len = options->size;
    }
    int taken = rd.produce_batch(topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, batch, count);
    // What did not fit comes again: the taken ones are the first, since nothing else fails here.
    sent += taken;
    rd.poll(client, taken < count ? 10 : 0);
  }
  free(batch);
}

int produce(const struct options *options) {
  struct values values = map_values(options);
  rd_kafka_conf_t *conf = configuration(options);
  rd.conf_set_dr_msg_cb(conf, on_delivery);
  char error[512];
  rd_kafka_t *client = rd.new(RD_KAFKA_PRODUCER, conf, error, sizeof error);
  if (client == NULL) fail("producer: %s", error);
  rd_kafka_topic_t *topic = rd.topic_new(client, options->topic, NULL);

  // Connections, metadata and the producer id are there before the clock starts.
  rd.produce(topic, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, (void *)values.bytes, options->size, NULL, 0, NULL);
  if (rd.flush(client, 30000) != RD_KAFKA_RESP_ERR_NO_ERROR) fail("the first message was not delivered in 30 s");

  struct usage start = usage_now();
  (options->batch > 0 ? by_batches : one_by_one)(client, topic, options, values);
  if (rd.flush(client, 60000) != RD_KAFKA_RESP_ERR_NO_ERROR) fail("not everything was delivered in 60 s");
  if (delivered != options->messages + 1) fail("%lld messages delivered", (long long)delivered);
  usage_report(start, options->messages, options->messages * (int64_t)options->size);

  rd.topic_destroy(topic);
  rd.destroy(client);
  return 0;
}
