#include "CICUTransliteration.h"

#include "units.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { SPARE_COUNT = 16 };

/* ICU's object is for one thread at a time. Each call takes a copy of its own, and leaves it behind
   for the next call; the original is only ever copied, under the lock. */
struct cicu_transliterator {
  UTransliterator *original;
  pthread_mutex_t lock;
  int spare_count;
  UTransliterator *spares[SPARE_COUNT];
};

static void copy_context(char *result, size_t capacity, const UChar *context) {
  int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8WithSub(result, (int32_t)capacity, &length, context, -1, 0xFFFD, NULL, &status);
  result[U_SUCCESS(status) ? length : 0] = 0;
}

static void describe(cicu_rule_error *error, const UParseError *place, UErrorCode status) {
  error->offset = place->offset;
  copy_context(error->before, sizeof error->before - 1, place->preContext);
  copy_context(error->after, sizeof error->after - 1, place->postContext);
  snprintf(error->fault, sizeof error->fault, "%s", u_errorName(status));
}

static cicu_transliterator *made(UTransliterator *original) {
  cicu_transliterator *result = calloc(1, sizeof(cicu_transliterator));
  if (result == NULL) {
    utrans_close(original);
    return NULL;
  }
  result->original = original;
  pthread_mutex_init(&result->lock, NULL);
  return result;
}

static const UChar name_of_rules[] = u"Any-ApusRules";

static cicu_transliterator *open(const units *id, const units *rules, cicu_rule_error *error) {
  UParseError place = {0, -1, {0}, {0}};
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator *original =
      rules == NULL ? utrans_openU(id->start, id->count, UTRANS_FORWARD, NULL, 0, &place, &status)
                    : utrans_openU(name_of_rules, -1, UTRANS_FORWARD, rules->start, rules->count,
                                   &place, &status);
  if (U_SUCCESS(status) && original != NULL) return made(original);
  describe(error, &place, status);
  return NULL;
}

cicu_transliterator *cicu_transliterator_open_id(const uint8_t *id, int32_t count,
                                                 cicu_rule_error *error) {
  memset(error, 0, sizeof *error);
  units source;
  source.start = NULL;
  cicu_transliterator *result =
      units_from_utf8(&source, id, count) ? open(&source, NULL, error) : NULL;
  units_release(&source);
  return result;
}

cicu_transliterator *cicu_transliterator_open_rules(const uint8_t *rules, int32_t count,
                                                    cicu_rule_error *error) {
  memset(error, 0, sizeof *error);
  units source;
  source.start = NULL;
  cicu_transliterator *result =
      units_from_utf8(&source, rules, count) ? open(NULL, &source, error) : NULL;
  units_release(&source);
  return result;
}

void cicu_transliterator_close(cicu_transliterator *transliterator) {
  for (int spare = 0; spare < transliterator->spare_count; spare++) {
    utrans_close(transliterator->spares[spare]);
  }
  utrans_close(transliterator->original);
  pthread_mutex_destroy(&transliterator->lock);
  free(transliterator);
}

static UTransliterator *take(cicu_transliterator *transliterator) {
  pthread_mutex_lock(&transliterator->lock);
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator *taken = transliterator->spare_count > 0
                               ? transliterator->spares[--transliterator->spare_count]
                               : utrans_clone(transliterator->original, &status);
  pthread_mutex_unlock(&transliterator->lock);
  return U_SUCCESS(status) ? taken : NULL;
}

static void give_back(cicu_transliterator *transliterator, UTransliterator *taken) {
  pthread_mutex_lock(&transliterator->lock);
  bool is_kept = transliterator->spare_count < SPARE_COUNT;
  if (is_kept) transliterator->spares[transliterator->spare_count++] = taken;
  pthread_mutex_unlock(&transliterator->lock);
  if (!is_kept) utrans_close(taken);
}

/* The text is rewritten in place, so that a second attempt starts again from the source. */
static bool rewrite(UTransliterator *transliterator, const units *source, units *text) {
  int64_t capacity = (int64_t)source->count * 2 + 32;
  for (int attempt = 0; attempt < 2; attempt++) {
    if (!units_reserve(text, capacity)) return false;
    if (source->count > 0) memcpy(text->start, source->start, source->count * sizeof(UChar));
    text->count = source->count;
    int32_t limit = source->count;
    UErrorCode status = U_ZERO_ERROR;
    utrans_transUChars(transliterator, text->start, &text->count, text->capacity, 0, &limit,
                       &status);
    if (U_SUCCESS(status)) return true;
    if (status != U_BUFFER_OVERFLOW_ERROR) return false;
    capacity = (int64_t)text->count + 1;
  }
  return false;
}

int64_t cicu_transliterate(cicu_transliterator *transliterator, const uint8_t *bytes, int64_t count,
                           uint8_t *result, int64_t capacity) {
  UTransliterator *taken = take(transliterator);
  if (taken == NULL) return -1;
  units source, text;
  source.start = text.start = NULL;
  int64_t length = -1;
  if (units_from_utf8(&source, bytes, count) && rewrite(taken, &source, &text)) {
    length = units_to_utf8(&text, result, capacity);
  }
  units_release(&source);
  units_release(&text);
  give_back(transliterator, taken);
  return length;
}
