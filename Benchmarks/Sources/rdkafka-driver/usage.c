#include "driver.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

struct usage usage_now(void) {
  struct timespec wall;
  struct rusage own;
  clock_gettime(CLOCK_MONOTONIC, &wall);
  getrusage(RUSAGE_SELF, &own);
  struct usage now = {
      .wall = (double)wall.tv_sec + (double)wall.tv_nsec / 1e9,
      .cpu = seconds(own.ru_utime) + seconds(own.ru_stime),
  };
  return now;
}

void usage_report(struct usage start, int64_t messages, int64_t bytes) {
  struct usage end = usage_now();
  struct rusage own;
  getrusage(RUSAGE_SELF, &own);
  printf(
      "{\"client\": \"librdkafka %s\", \"messages\": %lld, \"bytes\": %lld, \"wall\": %.6f, \"cpu\": %.6f, "
      "\"peakMegabytes\": %.1f}\n",
      rd.version_str(), (long long)messages, (long long)bytes, end.wall - start.wall, end.cpu - start.cpu,
      (double)own.ru_maxrss / 1024);
  fflush(stdout);
}
