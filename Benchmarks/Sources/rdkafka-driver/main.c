// librdkafka at the work that our own driver does, with the same options and the same report.
#include "driver.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("rdkafka-driver: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  exit(1);
}

void set(rd_kafka_conf_t *conf, const char *name, const char *value) {
  char error[512];
  if (rd.conf_set(conf, name, value, error, sizeof error) != RD_KAFKA_CONF_OK) fail("%s", error);
}

rd_kafka_conf_t *configuration(const struct options *options) {
  rd_kafka_conf_t *conf = rd.conf_new();
  if (options->bootstrap == NULL) fail("--bootstrap is missing");
  set(conf, "bootstrap.servers", options->bootstrap);
  for (int index = 0; index < options->setting_count; index++) {
    char pair[256];
    snprintf(pair, sizeof pair, "%s", options->settings[index]);
    char *value = strchr(pair, '=');
    if (value == NULL) fail("--set wants name=value, not %s", pair);
    *value++ = 0;
    set(conf, pair, value);
  }
  return conf;
}

static int64_t number(const char *name, const char *text) {
  char *end;
  long long value = strtoll(text, &end, 10);
  if (*end != 0 || value < 0) fail("%s wants a number, not %s", name, text);
  return value;
}

int main(int count, char **arguments) {
  if (count < 3) fail("usage: rdkafka-driver LIBRARY produce|consume|mock [--option value]...");
  struct options options = {.topic = "benchmark", .messages = 1000000, .size = 100, .partitions = 1};
  for (int index = 3; index < count; index += 2) {
    const char *name = arguments[index];
    if (index + 1 >= count) fail("%s wants a value", name);
    const char *value = arguments[index + 1];
    if (strcmp(name, "--bootstrap") == 0) {
      options.bootstrap = value;
    } else if (strcmp(name, "--topic") == 0) {
      options.topic = value;
    } else if (strcmp(name, "--messages") == 0) {
      options.messages = number(name, value);
    } else if (strcmp(name, "--size") == 0) {
      options.size = (size_t)number(name, value);
    } else if (strcmp(name, "--partitions") == 0) {
      options.partitions = (int)number(name, value);
    } else if (strcmp(name, "--batch") == 0) {
      options.batch = (int)number(name, value);
    } else if (strcmp(name, "--payload") == 0) {
      options.payload = value;
    } else if (strcmp(name, "--set") == 0) {
      if (options.setting_count == 32) fail("more than 32 times --set");
      options.settings[options.setting_count++] = value;
    } else {
      fail("unknown option %s", name);
    }
  }
  if (options.size == 0) fail("--size must not be 0");

  rd_load(arguments[1]);
  if (strcmp(arguments[2], "produce") == 0) {
    if (options.payload == NULL) fail("--payload is missing");
    return produce(&options);
  }
  if (strcmp(arguments[2], "consume") == 0) return consume(&options);
  if (strcmp(arguments[2], "mock") == 0) return mock(&options);
  fail("unknown command %s", arguments[2]);
}
