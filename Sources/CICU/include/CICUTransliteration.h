/* ICU's transliterators. */
#ifndef CICU_TRANSLITERATION_H
#define CICU_TRANSLITERATION_H

#include <stdint.h>

/* An open transliterator; any number of threads may use it at once. */
typedef struct cicu_transliterator cicu_transliterator;

/* What is wrong with rules: the place, counted in UTF-16 units from 0 or -1 if unknown, the text
   around it in UTF-8, and ICU's name of the fault. */
typedef struct cicu_rule_error {
  int32_t offset;
  char before[64];
  char after[64];
  char fault[64];
} cicu_rule_error;

/* Opens a transliterator of ICU's by its ID, such as "Latin-ASCII"; NULL if there is none. */
cicu_transliterator *cicu_transliterator_open_id(const uint8_t *id, int32_t count,
                                                 cicu_rule_error *error);

/* Opens a transliterator by its rules; NULL if they are broken. */
cicu_transliterator *cicu_transliterator_open_rules(const uint8_t *rules, int32_t count,
                                                    cicu_rule_error *error);

void cicu_transliterator_close(cicu_transliterator *transliterator);

/* Rewrites `count` bytes of valid UTF-8 and writes as much of the result as fits into `capacity`
   bytes. Returns how many bytes the whole result has, or -1 if memory ran out or the result has more
   than 2^31 - 1 bytes. */
int64_t cicu_transliterate(cicu_transliterator *transliterator, const uint8_t *bytes, int64_t count,
                           uint8_t *result, int64_t capacity);

#endif
