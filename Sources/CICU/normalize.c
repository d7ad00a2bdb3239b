#include "CICU.h"

#include <pthread.h>
#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

/* Made once, immutable and shared from then on; NULL if ICU could not make them. */
static const UNormalizer2 *normalizers[2];

static const UNormalizer2 *pinned(const UNormalizer2 *newest, const USet *characters,
                                  UErrorCode *status) {
  return U_SUCCESS(*status) ? unorm2_openFiltered(newest, characters, status) : NULL;
}

/* The filter keeps the set, so it is never closed. */
static void make_normalizers(void) {
  static const UChar unicode_9[] = u"[:age=9.0:]";
  UErrorCode status = U_ZERO_ERROR;
  USet *characters = uset_openPattern(unicode_9, -1, &status);
  if (U_FAILURE(status)) return;
  uset_freeze(characters);
  normalizers[CICU_NFC] = pinned(unorm2_getNFCInstance(&status), characters, &status);
  normalizers[CICU_NFKC] = pinned(unorm2_getNFKCInstance(&status), characters, &status);
}

static const UNormalizer2 *normalizer_for(cicu_form form) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_normalizers);
  return normalizers[form];
}

typedef struct units {
  UChar *start;
  int32_t count;
} units;

static UChar *allocate_units(int32_t count) {
  return malloc(((size_t)count + 1) * sizeof(UChar));
}

/* UTF-16 never has more units than UTF-8 has bytes. */
static units from_utf8(const uint8_t *bytes, int32_t count, UErrorCode *status) {
  units source = {allocate_units(count), 0};
  if (source.start == NULL) {
    *status = U_MEMORY_ALLOCATION_ERROR;
    return source;
  }
  u_strFromUTF8(source.start, count, &source.count, (const char *)bytes, count, status);
  return source;
}

/* Most texts grow little, so the first guess is nearly always enough; the second is exact. */
static units normal_form(const UNormalizer2 *normalizer, units source, UErrorCode *status) {
  int32_t capacity = source.count + source.count / 4 + 32;
  units normal = {allocate_units(capacity), 0};
  if (normal.start == NULL) {
    *status = U_MEMORY_ALLOCATION_ERROR;
    return normal;
  }
  normal.count =
      unorm2_normalize(normalizer, source.start, source.count, normal.start, capacity, status);
  if (*status != U_BUFFER_OVERFLOW_ERROR) return normal;

  *status = U_ZERO_ERROR;
  capacity = normal.count;
  free(normal.start);
  normal.start = allocate_units(capacity);
  if (normal.start == NULL) {
    *status = U_MEMORY_ALLOCATION_ERROR;
    return normal;
  }
  unorm2_normalize(normalizer, source.start, source.count, normal.start, capacity, status);
  return normal;
}

static void to_utf8(units normal, cicu_text *result, UErrorCode *status) {
  int64_t capacity = (int64_t)normal.count * 3; /* the most bytes that a unit can need */
  result->bytes = capacity <= INT32_MAX ? malloc((size_t)capacity + 1) : NULL;
  if (result->bytes == NULL) {
    *status = U_MEMORY_ALLOCATION_ERROR;
    return;
  }
  u_strToUTF8((char *)result->bytes, (int32_t)capacity, &result->count, normal.start, normal.count,
              status);
}

static cicu_outcome normalize_units(const UNormalizer2 *normalizer, units source,
                                    cicu_text *result, UErrorCode *status) {
  int32_t normal_prefix =
      unorm2_spanQuickCheckYes(normalizer, source.start, source.count, status);
  if (U_FAILURE(*status)) return CICU_FAILED;
  if (normal_prefix == source.count) return CICU_UNCHANGED;

  units normal = normal_form(normalizer, source, status);
  if (U_SUCCESS(*status)) to_utf8(normal, result, status);
  free(normal.start);
  if (U_SUCCESS(*status)) return CICU_CHANGED;
  cicu_release(result);
  return CICU_FAILED;
}

cicu_outcome cicu_normalize(cicu_form form, const uint8_t *bytes, int32_t count,
                            cicu_text *result) {
  result->bytes = NULL;
  result->count = 0;
  if (count == 0) return CICU_UNCHANGED;

  const UNormalizer2 *normalizer = normalizer_for(form);
  if (normalizer == NULL) return CICU_FAILED;

  UErrorCode status = U_ZERO_ERROR;
  units source = from_utf8(bytes, count, &status);
  cicu_outcome outcome = U_SUCCESS(status)
                             ? normalize_units(normalizer, source, result, &status)
                             : CICU_FAILED;
  free(source.start);
  return outcome;
}

void cicu_release(cicu_text *text) {
  free(text->bytes);
  text->bytes = NULL;
  text->count = 0;
}
