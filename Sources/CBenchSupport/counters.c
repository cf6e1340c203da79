#include "bench_support.h"

#include <time.h>

uint64_t kafka_bench_thread_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

__attribute__((noinline)) void kafka_bench_measured(void (*body)(void *context), void *context) {
  body(context);
  // Keeps the call above from becoming a jump, after which callgrind would not see this function return.
  __asm__ volatile("" ::: "memory");
}

#if defined(__linux__)

#include <linux/perf_event.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int kafka_bench_instructions_open(void) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.size = sizeof attributes;
  attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

uint64_t kafka_bench_instructions_read(int descriptor) {
  uint64_t count = 0;
  return read(descriptor, &count, sizeof count) == sizeof count ? count : 0;
}

#else

int kafka_bench_instructions_open(void) { return -1; }
uint64_t kafka_bench_instructions_read(int descriptor) { return 0; }

#endif
