#ifndef KAFKA_BENCH_SUPPORT_H
#define KAFKA_BENCH_SUPPORT_H

#include <stdint.h>

/// Calls of malloc and its relatives so far, in the whole process; 0 where they cannot be counted.
uint64_t kafka_bench_allocations(void);

/// 1 where allocations are counted.
int kafka_bench_counts_allocations(void);

/// Processor time of the calling thread in nanoseconds.
uint64_t kafka_bench_thread_nanoseconds(void);

/// Starts counting the calling thread's instructions outside the kernel; returns a descriptor, or -1 where the
/// processor's counters are out of reach, as in most virtual machines.
int kafka_bench_instructions_open(void);

/// Instructions since the descriptor was opened.
uint64_t kafka_bench_instructions_read(int descriptor);

/// Calls `body` with `context`. Never inlined, so that callgrind can switch its counting on and off by this name.
void kafka_bench_measured(void (*body)(void *context), void *context);

#endif
