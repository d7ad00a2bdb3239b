/* Unicode normal forms. */
#ifndef CICU_FORMS_H
#define CICU_FORMS_H

#include "CICUScan.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum cicu_form {
  CICU_NFC = 0,
  CICU_NFD = 1,
  CICU_NFKC = 2,
  CICU_NFKD = 3,
  CICU_NFKC_CASEFOLD = 4,
  CICU_FORM_COUNT = 5
} cicu_form;

/* Which characters a form knows; it leaves the others as they are. */
typedef enum cicu_version {
  CICU_NEWEST = 0,    /* all that ICU knows */
  CICU_UNICODE_9 = 1, /* those of Unicode 9, whatever version ICU has */
  CICU_VERSION_COUNT = 2
} cicu_version;

/* Brings `count` bytes of valid UTF-8 into a normal form and writes as much of the result as fits
   into `capacity` bytes. Returns how many bytes the whole result has, or -1 if memory ran out, ICU's
   data is missing or the result has more than 2^31 - 1 bytes. Safe to call from any thread. */
int64_t cicu_normalize(cicu_form form, cicu_version version, const uint8_t *bytes, int64_t count,
                       uint8_t *result, int64_t capacity);

/* Whether no character before this one can interact with it or with what follows. */
bool cicu_has_boundary_before(cicu_form form, cicu_version version, uint32_t scalar);

/* Raises the classes of all code points to those that they have for a form, see CICUScan.h. Returns
   false if ICU's data is missing or memory ran out. */
bool cicu_raise_form_classes(cicu_form form, cicu_version version, cicu_table *table);

#endif
