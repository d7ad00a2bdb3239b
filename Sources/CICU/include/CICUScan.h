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

/* The classes of all code points; any thread may read it once it is complete. */
typedef struct cicu_table cicu_table;

/* A table in which every class is 0; NULL if memory ran out. */
cicu_table *cicu_table_make(void);
void cicu_table_free(cicu_table *table);

/* Raises the classes of some characters, in order, to one at least; false if memory ran out. */
bool cicu_table_raise(cicu_table *table, uint32_t first, uint32_t last, uint8_t class);

/* Gives the characters of a class above 0 another. */
void cicu_table_replace(cicu_table *table, uint8_t class, uint8_t other);

/* Writes the characters of a class above 0, in order, as far as there is room; returns how many there
   are. */
int64_t cicu_table_characters(const cicu_table *table, uint8_t class, uint32_t *scalars,
                              int64_t capacity);

/* Where whitespace is collapsed, a space is as good as changed if it follows a space. */
typedef enum cicu_spaces {
  CICU_SPACES_STAY = 0,
  CICU_SPACES_COLLAPSE = 1,      /* and the text before the position ends in no space */
  CICU_SPACES_COLLAPSE_NOW = 2   /* and the text before the position ends in one, or is empty */
} cicu_spaces;

/* Whether a text is U+0020 to U+007E alone, and no space is as good as changed. */
bool cicu_is_plain(const uint8_t *bytes, int64_t count, cicu_spaces spaces);

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
