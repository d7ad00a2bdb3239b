/* Finds the few places in a text that a normaliser may change. */
#ifndef CICU_SCAN_H
#define CICU_SCAN_H

#include <stdbool.h>
#include <stdint.h>

/* The class of a code point: CICU_NOISY if it may change, or change another, by what stands beside it;
   CICU_ALONE if it changes by itself; otherwise its combining class. Text of characters below
   CICU_ALONE stays as it is as long as the classes of marks in a row do not fall. A text may be cut
   before a character of class 0, and before and after one that is alone. */
enum { CICU_ALONE = 254, CICU_NOISY = 255 };

/* How many code points there are. */
enum { CICU_CODE_POINT_COUNT = 0x110000 };

/* The classes of all code points; immutable, so that any thread may read it. */
typedef struct cicu_table cicu_table;

/* Packs one class for each code point; NULL if memory ran out. */
cicu_table *cicu_table_make(const uint8_t *classes);
void cicu_table_free(cicu_table *table);

/* Where whitespace is collapsed, a space is as good as changed if it follows a space. */
typedef enum cicu_spaces {
  CICU_SPACES_STAY = 0,
  CICU_SPACES_COLLAPSE = 1,      /* and the text before the position ends in no space */
  CICU_SPACES_COLLAPSE_NOW = 2   /* and the text before the position ends in one, or is empty */
} cicu_spaces;

/* A stretch that may change; empty and at the end of the text if nothing is left that may. */
typedef struct cicu_stretch {
  int64_t start;
  int64_t end;
} cicu_stretch;

/* The first stretch of valid UTF-8, from a position on, that has to be looked at. It begins and ends
   where the text may be cut; a character that is alone is a stretch. */
cicu_stretch cicu_next_stretch(const cicu_table *table, const uint8_t *bytes, int64_t count,
                               int64_t position, cicu_spaces spaces);

#endif
