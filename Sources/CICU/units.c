#include "units.h"

#include <stdlib.h>
#include <unicode/ustring.h>

bool units_reserve(units *buffer, int64_t capacity) {
  units_release(buffer);
  if (capacity > INT32_MAX - 1) return false;
  buffer->start = buffer->small;
  buffer->capacity = STACK_UNIT_COUNT;
  buffer->count = 0;
  if (capacity <= STACK_UNIT_COUNT) return true;
  buffer->start = malloc((size_t)capacity * sizeof(UChar));
  buffer->capacity = buffer->start == NULL ? 0 : (int32_t)capacity;
  return buffer->start != NULL;
}

void units_release(units *buffer) {
  if (buffer->start != buffer->small) free(buffer->start);
  buffer->start = NULL;
}

/* UTF-16 never has more units than UTF-8 has bytes. */
bool units_from_utf8(units *buffer, const uint8_t *bytes, int64_t count) {
  if (!units_reserve(buffer, count)) return false;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(buffer->start, buffer->capacity, &buffer->count, (const char *)bytes,
                (int32_t)count, &status);
  return U_SUCCESS(status);
}

int64_t units_to_utf8(const units *buffer, uint8_t *result, int64_t capacity) {
  int32_t fitting = capacity > INT32_MAX ? INT32_MAX : (int32_t)capacity;
  int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8WithSub((char *)result, fitting, &length, buffer->start, buffer->count, 0xFFFD, NULL,
                     &status);
  return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? length : -1;
}
