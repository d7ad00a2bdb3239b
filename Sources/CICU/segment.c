#include "CICU.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>

/* The languages that ICU has rules of their own for: a colon stands inside words in Finnish and
   Swedish alone, and Greek has a question mark of its own. */
static const struct tailoring {
  cicu_unit unit;
  const char *language;
} tailorings[] = {
    {CICU_WORDS, ""}, {CICU_WORDS, "fi"},     {CICU_WORDS, "sv"},
    {CICU_SENTENCES, ""}, {CICU_SENTENCES, "el"},
};
enum { TAILORING_COUNT = sizeof tailorings / sizeof tailorings[0] };

/* Made once and never moved: each call works on a clone. NULL if ICU could not make one. */
static UBreakIterator *iterators[TAILORING_COUNT];

static void open_iterators(void) {
  for (int index = 0; index < TAILORING_COUNT; index++) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIteratorType type = tailorings[index].unit == CICU_WORDS ? UBRK_WORD : UBRK_SENTENCE;
    UBreakIterator *iterator = ubrk_open(type, tailorings[index].language, NULL, 0, &status);
    iterators[index] = U_SUCCESS(status) ? iterator : NULL;
  }
}

static UBreakIterator *iterator_for(cicu_unit unit, const char *language, UErrorCode *status) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, open_iterators);

  UBreakIterator *found = NULL;
  for (int index = 0; index < TAILORING_COUNT; index++) {
    if (tailorings[index].unit != unit) continue;
    bool is_untailored = tailorings[index].language[0] == '\0';
    if (is_untailored || strcmp(tailorings[index].language, language) == 0)
      found = iterators[index];
  }
  if (found == NULL) *status = U_MISSING_RESOURCE_ERROR;
  return found == NULL ? NULL : ubrk_clone(found, status);
}

static void append(cicu_boundaries *boundaries, int32_t *capacity, int32_t offset,
                   UErrorCode *status) {
  if (boundaries->count == *capacity) {
    int32_t grown = *capacity + *capacity / 2 + 16;
    int32_t *offsets = realloc(boundaries->offsets, (size_t)grown * sizeof(int32_t));
    if (offsets == NULL) {
      *status = U_MEMORY_ALLOCATION_ERROR;
      return;
    }
    boundaries->offsets = offsets;
    *capacity = grown;
  }
  boundaries->offsets[boundaries->count++] = offset;
}

static void collect(UBreakIterator *iterator, UText *text, cicu_boundaries *result,
                    UErrorCode *status) {
  ubrk_setUText(iterator, text, status);
  if (U_FAILURE(*status)) return;
  int32_t capacity = 0;
  for (int32_t offset = ubrk_first(iterator); offset != UBRK_DONE && U_SUCCESS(*status);
       offset = ubrk_next(iterator))
    append(result, &capacity, offset, status);
}

bool cicu_find_boundaries(cicu_unit unit, const char *language, const uint8_t *bytes, int32_t count,
                          cicu_boundaries *result) {
  result->offsets = NULL;
  result->count = 0;
  if (count == 0) return true;

  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = iterator_for(unit, language, &status);
  UText text = UTEXT_INITIALIZER;
  utext_openUTF8(&text, (const char *)bytes, count, &status);
  if (U_SUCCESS(status)) collect(iterator, &text, result, &status);
  utext_close(&text);
  if (iterator != NULL) ubrk_close(iterator);
  if (U_SUCCESS(status)) return true;

  cicu_release_boundaries(result);
  return false;
}

void cicu_release_boundaries(cicu_boundaries *boundaries) {
  free(boundaries->offsets);
  boundaries->offsets = NULL;
  boundaries->count = 0;
}

const char *cicu_library_version(void) {
  return U_ICU_VERSION;
}
