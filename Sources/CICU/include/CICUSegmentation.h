/* Where a text can be cut, by ICU's break iterators: included by CICU.h. */
#ifndef CICU_SEGMENTATION_H
#define CICU_SEGMENTATION_H

#include <stdbool.h>
#include <stdint.h>

typedef enum cicu_unit { CICU_WORDS = 0, CICU_SENTENCES = 1 } cicu_unit;

/* Byte offsets, ascending, from 0 to the count of bytes; none for an empty text. */
typedef struct cicu_boundaries {
  int32_t *offsets;
  int32_t count;
} cicu_boundaries;

/* Finds the boundaries of words or sentences in `count` bytes of valid UTF-8, by the rules that ICU
   has for a language ("de"; "" and unknown ones mean the common rules). False if memory or the data
   of ICU is missing. Safe to call from any thread. */
bool cicu_find_boundaries(cicu_unit unit, const char *language, const uint8_t *bytes, int32_t count,
                          cicu_boundaries *result);

/* Releases a result of `cicu_find_boundaries`. */
void cicu_release_boundaries(cicu_boundaries *boundaries);

/* The version of ICU, on which the cuts of dictionaries depend, as "72.1". */
const char *cicu_library_version(void);

#endif
