#ifndef KAFKA_PREFETCH_H
#define KAFKA_PREFETCH_H

#include <stddef.h>

/// Has the processor fetch the bytes, which will be written to. Swift has no way to say that.
static inline void kafka_prefetch_for_writing(const void *bytes, size_t count) {
    const char *end = (const char *)bytes + count;
    for (const char *next = bytes; next < end; next += 64) __builtin_prefetch(next, 1, 3);
}

#endif
