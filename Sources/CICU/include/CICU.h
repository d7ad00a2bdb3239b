/* What Apus needs of ICU, without an ICU type or name in it: ICU renames its functions per version,
   and its headers clash with Foundation's ICU as soon as Swift sees them. */
#ifndef CICU_H
#define CICU_H

#include <stdint.h>

typedef enum cicu_form { CICU_NFC = 0, CICU_NFKC = 1 } cicu_form;

typedef enum cicu_outcome {
  CICU_UNCHANGED = 0, /* the text is in the form already; no result was made */
  CICU_CHANGED = 1,   /* the result is the caller's to release */
  CICU_FAILED = 2     /* out of memory, ICU's data missing, or a result beyond 2^31 - 1 units */
} cicu_outcome;

/* A text in UTF-8, not ended by a NUL. */
typedef struct cicu_text {
  uint8_t *bytes;
  int32_t count;
} cicu_text;

/* Brings `count` bytes of valid UTF-8 into a normal form of Unicode 9, whatever version ICU has:
   later characters stay as they are. Safe to call from any thread. */
cicu_outcome cicu_normalize(cicu_form form, const uint8_t *bytes, int32_t count, cicu_text *result);

/* Releases a result of `cicu_normalize`. */
void cicu_release(cicu_text *text);

#endif
