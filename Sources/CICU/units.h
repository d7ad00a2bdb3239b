/* UTF-16, which ICU works in, and the way there and back. */
#ifndef CICU_UNITS_H
#define CICU_UNITS_H

#include <stdbool.h>
#include <stdint.h>
#include <unicode/utypes.h>

enum { STACK_UNIT_COUNT = 512 };

/* A buffer of UTF-16 units: on the stack while it is small. */
typedef struct units {
  UChar *start;
  int32_t count;
  int32_t capacity;
  UChar small[STACK_UNIT_COUNT];
} units;

/* Empties a buffer and makes room in it; false if memory ran out or an ICU length cannot count it. */
bool units_reserve(units *buffer, int64_t capacity);
void units_release(units *buffer);

/* Fills a buffer, which has been reserved or set to {0}, with the units of valid UTF-8. */
bool units_from_utf8(units *buffer, const uint8_t *bytes, int64_t count);

/* Writes as much of the UTF-8 as fits; returns the length of it all. Lone surrogates, which only
   rules can make, become U+FFFD. */
int64_t units_to_utf8(const units *buffer, uint8_t *result, int64_t capacity);

#endif
