#include "driver.h"

#include <stdio.h>
#include <unistd.h>

/// Hosts librdkafka's mock cluster until standard input ends.
int mock(const struct options *options) {
  char error[512];
  rd_kafka_conf_t *conf = rd.conf_new();
  // This client connects to nobody; without the setting it says so.
  set(conf, "log_level", "3");
  rd_kafka_t *client = rd.new(RD_KAFKA_PRODUCER, conf, error, sizeof error);
  if (client == NULL) fail("mock: %s", error);
  rd_kafka_mock_cluster_t *cluster = rd.mock_cluster_new(client, 1);
  if (cluster == NULL) fail("no mock cluster");
  if (rd.mock_topic_create(cluster, options->topic, options->partitions, 1) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    fail("the mock cluster has no topic");
  }
  printf("ready bootstrap=%s\n", rd.mock_cluster_bootstraps(cluster));
  fflush(stdout);
  char byte;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
  rd.mock_cluster_destroy(cluster);
  rd.destroy(client);
  return 0;
}
