#include "CICUScan.h"

#include <stdlib.h>
#include <string.h>

enum {
  BLOCK_SIZE = 128,
  BLOCK_COUNT = CICU_CODE_POINT_COUNT / BLOCK_SIZE
};

struct cicu_table {
  bool has_plain_ascii; /* U+0020 to U+007E have class 0 */
  uint16_t indices[BLOCK_COUNT];
  uint8_t blocks[][BLOCK_SIZE]; /* the distinct ones */
};

/* Most blocks are like the one before; the distinct ones are few, so that a search of all is quick
   enough for the others. */
static uint16_t index_of_block(
    cicu_table *table, uint16_t before, uint16_t *count, const uint8_t *block) {
  if (*count > 0 && memcmp(table->blocks[before], block, BLOCK_SIZE) == 0) return before;
  for (uint16_t index = *count; index > 0; index--) {
    if (memcmp(table->blocks[index - 1], block, BLOCK_SIZE) == 0) return index - 1;
  }
  memcpy(table->blocks[*count], block, BLOCK_SIZE);
  return (*count)++;
}

static bool plain_ascii(const uint8_t *classes) {
  for (int scalar = 0x20; scalar < 0x7F; scalar++) {
    if (classes[scalar] != 0) return false;
  }
  return true;
}

cicu_table *cicu_table_make(const uint8_t *classes) {
  cicu_table *table = malloc(sizeof(cicu_table) + CICU_CODE_POINT_COUNT);
  if (table == NULL) return NULL;
  uint16_t count = 0;
  uint16_t index = 0;
  for (int block = 0; block < BLOCK_COUNT; block++) {
    index = index_of_block(table, index, &count, classes + block * BLOCK_SIZE);
    table->indices[block] = index;
  }
  table->has_plain_ascii = plain_ascii(classes);
  cicu_table *packed = realloc(table, sizeof(cicu_table) + (size_t)count * BLOCK_SIZE);
  return packed == NULL ? table : packed;
}

void cicu_table_free(cicu_table *table) { free(table); }

static inline uint8_t class_of(const cicu_table *table, uint32_t scalar) {
  return table->blocks[table->indices[scalar / BLOCK_SIZE]][scalar % BLOCK_SIZE];
}

typedef struct character {
  uint32_t scalar;
  int32_t size;
} character;

/* The text is known to be valid. */
static inline character character_at(const uint8_t *bytes) {
  uint32_t lead = bytes[0];
  if (lead < 0x80) return (character){lead, 1};
  if (lead < 0xE0) return (character){(lead & 0x1F) << 6 | (bytes[1] & 0x3Fu), 2};
  if (lead < 0xF0) {
    return (character){(lead & 0x0F) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu), 3};
  }
  return (character){(lead & 0x07) << 18 | (bytes[1] & 0x3Fu) << 12 | (bytes[2] & 0x3Fu) << 6 |
                         (bytes[3] & 0x3Fu),
                     4};
}

/* A word with the high bit of each byte, and with a byte in each place. */
#define HIGH_BITS 0x8080808080808080u
#define EACH(byte) (0x0101010101010101u * (byte))

/* The high bit of each byte that is zero, exactly; no byte has its high bit set. */
static inline uint64_t zero_bytes(uint64_t word) { return ~(word + EACH(0x7F)) & HIGH_BITS; }

/* How many bytes from the start on are printable ASCII without a space that follows a space; only the
   last seven bytes of the text may be passed over. `after_space` says whether the first would follow
   a space, and is kept up to date. */
static inline int64_t plain_prefix(const uint8_t *bytes, int64_t count, bool collapses,
                                   bool *after_space) {
  int64_t position = 0;
  uint64_t carry = *after_space ? 0x80 : 0;
  uint64_t others = 0;
  while (others == 0 && position + 8 <= count) {
    uint64_t word;
    memcpy(&word, bytes + position, 8);
    uint64_t spaces = zero_bytes(word ^ EACH(0x20));
    uint64_t controls = ~(word + EACH(0x60)) & HIGH_BITS;
    uint64_t deletes = zero_bytes(word ^ EACH(0x7F));
    /* A byte above 0x7F may spoil the flags of those after it, of which none is the first. */
    others = (word & HIGH_BITS) | controls | deletes;
    if (collapses) others |= spaces & (spaces << 8 | carry);
    int64_t plain = others == 0 ? 8 : __builtin_ctzll(others) / 8;
    if (plain > 0) carry = spaces >> (8 * (plain - 1)) & 0x80;
    position += plain;
  }
  *after_space = carry != 0;
  return position;
}

/* The last place in a run of quiet text where it may be cut, or the start of the run. */
static int64_t last_boundary(const cicu_table *table, const uint8_t *bytes, int64_t start,
                             int64_t position) {
  while (position > start) {
    do position--;
    while (position > start && (bytes[position] & 0xC0) == 0x80);
    if (class_of(table, character_at(bytes + position).scalar) == 0) return position;
  }
  return start;
}

static int64_t next_boundary(const cicu_table *table, const uint8_t *bytes, int64_t count,
                             int64_t position) {
  while (position < count) {
    character next = character_at(bytes + position);
    uint8_t class = class_of(table, next.scalar);
    if (class == 0 || class == CICU_ALONE) return position;
    position += next.size;
  }
  return count;
}

static int64_t end_of_spaces(const uint8_t *bytes, int64_t count, int64_t position) {
  while (position < count && bytes[position] == 0x20) position++;
  return position;
}

cicu_stretch cicu_next_stretch(const cicu_table *table, const uint8_t *bytes, int64_t count,
                               int64_t start, cicu_spaces spaces) {
  bool collapses = spaces != CICU_SPACES_STAY;
  bool after_space = spaces == CICU_SPACES_COLLAPSE_NOW;
  uint8_t last_class = 0;
  int64_t position = start;
  while (position < count) {
    if (table->has_plain_ascii && bytes[position] < 0x80) {
      int64_t plain = plain_prefix(bytes + position, count - position, collapses, &after_space);
      if (plain > 0) last_class = 0;
      position += plain;
      if (position == count) break;
    }
    character next = character_at(bytes + position);
    uint8_t class = class_of(table, next.scalar);
    bool is_space = collapses && next.scalar == 0x20;
    if (is_space && after_space && class == 0) {
      return (cicu_stretch){position, end_of_spaces(bytes, count, position)};
    }
    if (class == CICU_ALONE) return (cicu_stretch){position, position + next.size};
    if (class == CICU_NOISY || (class != 0 && class < last_class)) {
      return (cicu_stretch){last_boundary(table, bytes, start, position),
                            next_boundary(table, bytes, count, position)};
    }
    after_space = is_space;
    last_class = class;
    position += next.size;
  }
  return (cicu_stretch){count, count};
}
