#ifndef KAFKA_CRC32C_H
#define KAFKA_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/// The checksums of Kafka's record formats: CRC-32C (Castagnoli) in batches of magic 2, CRC-32 (IEEE) in the
/// messages before them. A checksum begins at 0 and may be continued by handing in the value so far.

/// CRC-32C by the fastest way this processor has.
uint32_t kafka_crc32c(uint32_t crc, const void *bytes, size_t count);

/// CRC-32C by tables alone, as on a processor without the instruction; here so that tests can compare.
uint32_t kafka_crc32c_portable(uint32_t crc, const void *bytes, size_t count);

/// CRC-32C by the processor's instruction in one stream; only where `kafka_crc32c_has_instruction()` is not 0.
uint32_t kafka_crc32c_one_stream(uint32_t crc, const void *bytes, size_t count);

/// Whether this processor computes CRC-32C itself.
int kafka_crc32c_has_instruction(void);

/// What a CRC-32C difference becomes `count` bytes later. When only the front of checksummed bytes changes, the new
/// checksum is `old ^ kafka_crc32c_shift(crc(old front) ^ crc(new front), bytes behind the front)`.
uint32_t kafka_crc32c_shift(uint32_t difference, size_t count);

/// CRC-32 (IEEE 802.3) by tables.
uint32_t kafka_crc32(uint32_t crc, const void *bytes, size_t count);

#endif
