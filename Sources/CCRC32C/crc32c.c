// CRC-32C three ways: tables (slicing by 16), the processor's instruction, and the instruction on three streams at
// once. The instruction takes three cycles but can start anew each cycle, so that three independent streams run
// nearly three times as fast as one; their results are joined by shifting each over the length of the next.
//
// Everything is in the reflected form: bit 31 of a word is the coefficient of x^0.

#include "crc32c.h"

#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>
#define KAFKA_INSTRUCTION __attribute__((target("sse4.2")))
#elif defined(__aarch64__)
#include <arm_acle.h>
#if defined(__linux__)
#include <sys/auxv.h>
#endif
#define KAFKA_INSTRUCTION __attribute__((target("+crc")))
#endif

enum { LONG_STREAM = 8192, SHORT_STREAM = 256 };

static const uint32_t castagnoli = 0x82f63b78;
static const uint32_t ieee = 0xedb88320;

static uint32_t castagnoli_slices[16][256];
static uint32_t ieee_slices[16][256];
/// x^(8 * 2^k): what 2^k more bytes do to a remainder.
static uint32_t powers[64];
static uint32_t long_shift[4][256];
static uint32_t short_shift[4][256];
static int has_instruction;

/// a * b modulo the Castagnoli polynomial.
static uint32_t multiply(uint32_t a, uint32_t b) {
  uint32_t product = 0;
  for (; a != 0; a <<= 1) {
    if (a & 0x80000000u) product ^= b;
    b = (b & 1) ? (b >> 1) ^ castagnoli : b >> 1;
  }
  return product;
}

uint32_t kafka_crc32c_shift(uint32_t difference, size_t count) {
  for (int k = 0; count != 0 && k < 64; k++, count >>= 1)
    if (count & 1) difference = multiply(powers[k], difference);
  return difference;
}

static void fill_slices(uint32_t slices[16][256], uint32_t polynomial) {
  for (uint32_t value = 0; value < 256; value++) {
    uint32_t remainder = value;
    for (int bit = 0; bit < 8; bit++) remainder = (remainder & 1) ? (remainder >> 1) ^ polynomial : remainder >> 1;
    slices[0][value] = remainder;
  }
  for (int slice = 1; slice < 16; slice++)
    for (int value = 0; value < 256; value++)
      slices[slice][value] = (slices[slice - 1][value] >> 8) ^ slices[0][slices[slice - 1][value] & 0xff];
}

static void fill_shift(uint32_t table[4][256], size_t count) {
  for (int byte = 0; byte < 4; byte++)
    for (uint32_t value = 1; value < 256; value++) {
      uint32_t lowest = value & (0u - value);
      table[byte][value] = value == lowest ? kafka_crc32c_shift(value << (8 * byte), count)
                                           : table[byte][value ^ lowest] ^ table[byte][lowest];
    }
}

static uint32_t shifted(uint32_t table[4][256], uint32_t crc) {
  return table[0][crc & 0xff] ^ table[1][crc >> 8 & 0xff] ^ table[2][crc >> 16 & 0xff] ^ table[3][crc >> 24];
}

/// Runs before main, about 50 microseconds, so that no checksum ever asks whether the tables are there.
__attribute__((constructor)) static void prepare(void) {
  fill_slices(castagnoli_slices, castagnoli);
  fill_slices(ieee_slices, ieee);
  powers[0] = 0x00800000u; // x^8
  for (int k = 1; k < 64; k++) powers[k] = multiply(powers[k - 1], powers[k - 1]);
  fill_shift(long_shift, LONG_STREAM);
  fill_shift(short_shift, SHORT_STREAM);
#if defined(__x86_64__)
  __builtin_cpu_init();
  has_instruction = __builtin_cpu_supports("sse4.2") != 0;
#elif defined(__aarch64__) && defined(__APPLE__)
  has_instruction = 1;
#elif defined(__aarch64__) && defined(__linux__)
  has_instruction = (getauxval(AT_HWCAP) & (1ul << 7)) != 0; // HWCAP_CRC32
#endif
}

int kafka_crc32c_has_instruction(void) { return has_instruction; }

static uint32_t by_slices(uint32_t slices[16][256], uint32_t crc, const void *bytes, size_t count) {
  const uint8_t *next = bytes;
  crc = ~crc;
  for (; count >= 16; count -= 16, next += 16) {
    uint32_t sum = 0;
    for (int i = 0; i < 4; i++) sum ^= slices[15 - i][next[i] ^ (crc >> (8 * i) & 0xff)];
    for (int i = 4; i < 16; i++) sum ^= slices[15 - i][next[i]];
    crc = sum;
  }
  for (; count != 0; count--, next++) crc = (crc >> 8) ^ slices[0][(crc ^ *next) & 0xff];
  return ~crc;
}

uint32_t kafka_crc32(uint32_t crc, const void *bytes, size_t count) { return by_slices(ieee_slices, crc, bytes, count); }

uint32_t kafka_crc32c_portable(uint32_t crc, const void *bytes, size_t count) {
  return by_slices(castagnoli_slices, crc, bytes, count);
}

#if defined(KAFKA_INSTRUCTION)

#if defined(__x86_64__)
#define STEP_8(crc, word) ((uint32_t)_mm_crc32_u64((crc), (word)))
#define STEP_1(crc, byte) _mm_crc32_u8((crc), (byte))
#else
#define STEP_8(crc, word) __crc32cd((crc), (word))
#define STEP_1(crc, byte) __crc32cb((crc), (byte))
#endif

static inline uint64_t word(const uint8_t *bytes) {
  uint64_t value;
  memcpy(&value, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  value = __builtin_bswap64(value);
#endif
  return value;
}

KAFKA_INSTRUCTION static uint32_t one_stream(uint32_t crc, const uint8_t *next, size_t count) {
  for (; count >= 8; count -= 8, next += 8) crc = STEP_8(crc, word(next));
  for (; count != 0; count--, next++) crc = STEP_1(crc, *next);
  return crc;
}

/// Three neighbouring stretches of `length` bytes, a multiple of 8.
KAFKA_INSTRUCTION static inline uint32_t three_streams(uint32_t crc, const uint8_t *next, size_t length,
                                                       uint32_t shift[4][256]) {
  uint32_t second = 0, third = 0;
  for (const uint8_t *end = next + length; next != end; next += 8) {
    crc = STEP_8(crc, word(next));
    second = STEP_8(second, word(next + length));
    third = STEP_8(third, word(next + 2 * length));
  }
  return shifted(shift, shifted(shift, crc) ^ second) ^ third;
}

KAFKA_INSTRUCTION static uint32_t by_instruction(uint32_t crc, const void *bytes, size_t count) {
  const uint8_t *next = bytes;
  crc = ~crc;
  for (; count >= 3 * LONG_STREAM; count -= 3 * LONG_STREAM, next += 3 * LONG_STREAM)
    crc = three_streams(crc, next, LONG_STREAM, long_shift);
  for (; count >= 3 * SHORT_STREAM; count -= 3 * SHORT_STREAM, next += 3 * SHORT_STREAM)
    crc = three_streams(crc, next, SHORT_STREAM, short_shift);
  return ~one_stream(crc, next, count);
}

KAFKA_INSTRUCTION uint32_t kafka_crc32c_one_stream(uint32_t crc, const void *bytes, size_t count) {
  return ~one_stream(~crc, bytes, count);
}

uint32_t kafka_crc32c(uint32_t crc, const void *bytes, size_t count) {
  return has_instruction ? by_instruction(crc, bytes, count) : kafka_crc32c_portable(crc, bytes, count);
}

#else

uint32_t kafka_crc32c_one_stream(uint32_t crc, const void *bytes, size_t count) {
  return kafka_crc32c_portable(crc, bytes, count);
}

uint32_t kafka_crc32c(uint32_t crc, const void *bytes, size_t count) {
  return kafka_crc32c_portable(crc, bytes, count);
}

#endif
