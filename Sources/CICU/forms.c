#include "CICUForms.h"

#include "units.h"

#include <pthread.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uset.h>

/* Made once, immutable and shared from then on; NULL if ICU could not make them. */
static const UNormalizer2 *normalizers[CICU_VERSION_COUNT][CICU_FORM_COUNT];

/* The filter keeps the set, so it is never closed. */
static const USet *characters_of_unicode_9(UErrorCode *status) {
  static const UChar pattern[] = u"[:age=9.0:]";
  USet *characters = uset_openPattern(pattern, -1, status);
  if (U_FAILURE(*status)) return NULL;
  uset_freeze(characters);
  return characters;
}

static void make_normalizers(void) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 **newest = normalizers[CICU_NEWEST];
  newest[CICU_NFC] = unorm2_getNFCInstance(&status);
  newest[CICU_NFD] = unorm2_getNFDInstance(&status);
  newest[CICU_NFKC] = unorm2_getNFKCInstance(&status);
  newest[CICU_NFKD] = unorm2_getNFKDInstance(&status);
  newest[CICU_NFKC_CASEFOLD] = unorm2_getNFKCCasefoldInstance(&status);
  const USet *characters = characters_of_unicode_9(&status);
  for (int form = 0; form < CICU_FORM_COUNT && U_SUCCESS(status); form++) {
    normalizers[CICU_UNICODE_9][form] = unorm2_openFiltered(newest[form], characters, &status);
  }
}

static const UNormalizer2 *normalizer_for(cicu_form form, cicu_version version) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_normalizers);
  return normalizers[version][form];
}

/* Most texts grow little, so the first guess is nearly always enough; the second is exact. */
static bool normalize_units(const UNormalizer2 *normalizer, const units *source, units *normal) {
  int64_t capacity = (int64_t)source->count + source->count / 4 + 32;
  for (int attempt = 0; attempt < 2; attempt++) {
    if (!units_reserve(normal, capacity)) return false;
    UErrorCode status = U_ZERO_ERROR;
    normal->count = unorm2_normalize(normalizer, source->start, source->count, normal->start,
                                     normal->capacity, &status);
    if (U_SUCCESS(status)) return true;
    if (status != U_BUFFER_OVERFLOW_ERROR) return false;
    capacity = normal->count;
  }
  return false;
}

int64_t cicu_normalize(cicu_form form, cicu_version version, const uint8_t *bytes, int64_t count,
                       uint8_t *result, int64_t capacity) {
  const UNormalizer2 *normalizer = normalizer_for(form, version);
  if (normalizer == NULL) return -1;

  units source, normal;
  source.start = normal.start = NULL;
  int64_t length = -1;
  if (units_from_utf8(&source, bytes, count) && normalize_units(normalizer, &source, &normal)) {
    length = units_to_utf8(&normal, result, capacity);
  }
  units_release(&source);
  units_release(&normal);
  return length;
}

bool cicu_has_boundary_before(cicu_form form, cicu_version version, uint32_t scalar) {
  const UNormalizer2 *normalizer = normalizer_for(form, version);
  return normalizer != NULL && unorm2_hasBoundaryBefore(normalizer, (UChar32)scalar);
}

/* The characters that a form may change or join to the one before. */
static const UChar *const changing_patterns[CICU_FORM_COUNT] = {
    u"[:^NFC_QC=Yes:]", u"[:^NFD_QC=Yes:]", u"[:^NFKC_QC=Yes:]", u"[:^NFKD_QC=Yes:]",
    u"[[:^NFKC_QC=Yes:][:Changes_When_NFKC_Casefolded:]]"};

static const UChar combining_pattern[] = u"[:^ccc=0:]";

static USet *characters_matching(const UChar *pattern, cicu_version version, UErrorCode *status) {
  USet *characters = uset_openPattern(pattern, -1, status);
  if (U_FAILURE(*status) || version == CICU_NEWEST) return characters;
  const USet *known = characters_of_unicode_9(status);
  if (U_SUCCESS(*status)) uset_retainAll(characters, known);
  return characters;
}

/* A character that changes by itself has boundaries on both sides, and is never a mere candidate. */
static uint8_t class_of_changing(const UNormalizer2 *normalizer, UChar32 scalar) {
  UChar text[2];
  int32_t count = 0;
  U16_APPEND_UNSAFE(text, count, scalar);
  UErrorCode status = U_ZERO_ERROR;
  bool is_alone = unorm2_quickCheck(normalizer, text, count, &status) == UNORM_NO &&
                  unorm2_hasBoundaryBefore(normalizer, scalar) &&
                  unorm2_hasBoundaryAfter(normalizer, scalar);
  return is_alone ? CICU_ALONE : CICU_NOISY;
}

/* What the class of each character of a set is, under a normaliser. */
typedef uint8_t class_rule(const UNormalizer2 *normalizer, UChar32 scalar);

static uint8_t class_of_combining(const UNormalizer2 *normalizer, UChar32 scalar) {
  (void)normalizer;
  return u_getCombiningClass(scalar);
}

static bool raise_all(cicu_table *table, const USet *characters, const UNormalizer2 *normalizer,
                      class_rule *class_of) {
  for (int32_t range = 0; range < uset_getRangeCount(characters); range++) {
    UErrorCode status = U_ZERO_ERROR;
    UChar32 first, last;
    uset_getItem(characters, range, &first, &last, NULL, 0, &status);
    if (U_FAILURE(status)) return false;
    for (UChar32 scalar = first; scalar <= last; scalar++) {
      uint8_t class = class_of(normalizer, scalar);
      if (!cicu_table_raise(table, (uint32_t)scalar, (uint32_t)scalar, class)) return false;
    }
  }
  return true;
}

bool cicu_raise_form_classes(cicu_form form, cicu_version version, cicu_table *table) {
  UErrorCode status = U_ZERO_ERROR;
  USet *changing = characters_matching(changing_patterns[form], version, &status);
  USet *combining = characters_matching(combining_pattern, version, &status);
  const UNormalizer2 *normalizer = normalizer_for(form, version);
  bool is_raised = U_SUCCESS(status) && normalizer != NULL &&
                   raise_all(table, combining, normalizer, class_of_combining) &&
                   raise_all(table, changing, normalizer, class_of_changing);
  uset_close(changing);
  uset_close(combining);
  return is_raised;
}
