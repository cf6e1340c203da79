#ifndef DRIVER_H
#define DRIVER_H

#include "rdkafka.h"

#include <stddef.h>
#include <stdint.h>

/// What the command line asks for. Our own driver takes the same options.
struct options {
  const char *bootstrap;
  const char *topic;
  /// Messages to produce or to consume.
  int64_t messages;
  /// Bytes of each value.
  size_t size;
  int partitions;
  /// Records per call: `rd_kafka_produce_batch` or `rd_kafka_consume_batch_queue`; 0 for the calls that take one.
  int batch;
  /// A file of values, one after the other, that producers go round.
  const char *payload;
  /// `name=value` pairs for the configuration.
  const char *settings[32];
  int setting_count;
};

_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/// A configuration with bootstrap servers and the settings.
rd_kafka_conf_t *configuration(const struct options *options);
void set(rd_kafka_conf_t *conf, const char *name, const char *value);

int produce(const struct options *options);
int consume(const struct options *options);
int mock(const struct options *options);

/// Time and processor time between two calls.
struct usage {
  double wall;
  double cpu;
};

struct usage usage_now(void);
/// Prints the one line of JSON that the comparison reads.
void usage_report(struct usage start, int64_t messages, int64_t bytes);

#endif
