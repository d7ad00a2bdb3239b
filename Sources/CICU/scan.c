#include "CICUScan.h"

#include <stdlib.h>
#include <string.h>

enum {
  BLOCK_SIZE = 128,
  BLOCK_COUNT = CICU_CODE_POINT_COUNT / BLOCK_SIZE
};

struct cicu_table {
  bool has_plain_ascii;          /* U+0020 to U+007E have class 0 */
  uint16_t indices[BLOCK_COUNT]; /* of the block that each block of code points has; block 0 is all 0 */
  uint16_t count;
  uint16_t capacity;
  uint8_t (*blocks)[BLOCK_SIZE];
};

cicu_table *cicu_table_make(void) {
  cicu_table *table = calloc(1, sizeof(cicu_table));
  if (table == NULL) return NULL;
  table->has_plain_ascii = true;
  table->count = table->capacity = 1;
  table->blocks = calloc(1, BLOCK_SIZE);
  if (table->blocks != NULL) return table;
  free(table);
  return NULL;
}

void cicu_table_free(cicu_table *table) {
  free(table->blocks);
  free(table);
}

static bool has_own_block(cicu_table *table, uint32_t block) {
  if (table->indices[block] != 0) return true;
  if (table->count == table->capacity) {
    uint16_t capacity = table->capacity < BLOCK_COUNT / 2 ? 2 * table->capacity : BLOCK_COUNT + 1;
    void *blocks = realloc(table->blocks, (size_t)capacity * BLOCK_SIZE);
    if (blocks == NULL) return false;
    table->blocks = blocks;
    table->capacity = capacity;
  }
  memset(table->blocks[table->count], 0, BLOCK_SIZE);
  table->indices[block] = table->count++;
  return true;
}

bool cicu_table_raise(cicu_table *table, uint32_t first, uint32_t last, uint8_t class) {
  for (uint32_t scalar = first; class != 0 && scalar <= last; scalar++) {
    if (!has_own_block(table, scalar / BLOCK_SIZE)) return false;
    uint8_t *current = &table->blocks[table->indices[scalar / BLOCK_SIZE]][scalar % BLOCK_SIZE];
    if (*current < class) *current = class;
    if (scalar >= 0x20 && scalar < 0x7F) table->has_plain_ascii = false;
  }
  return true;
}

void cicu_table_replace(cicu_table *table, uint8_t class, uint8_t other) {
  for (uint16_t block = 1; block < table->count; block++) {
    for (int place = 0; place < BLOCK_SIZE; place++) {
      if (table->blocks[block][place] == class) table->blocks[block][place] = other;
    }
  }
}

static inline uint8_t class_of(const cicu_table *table, uint32_t scalar) {
  return table->blocks[table->indices[scalar / BLOCK_SIZE]][scalar % BLOCK_SIZE];
}

int64_t cicu_table_characters(const cicu_table *table, uint8_t class, uint32_t *scalars,
                              int64_t capacity) {
  int64_t count = 0;
  for (uint32_t scalar = 0; scalar < CICU_CODE_POINT_COUNT; scalar++) {
    if (table->indices[scalar / BLOCK_SIZE] == 0) {
      scalar |= BLOCK_SIZE - 1;
    } else if (class_of(table, scalar) == class) {
      if (count < capacity) scalars[count] = scalar;
      count++;
    }
  }
  return count;
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

bool cicu_is_plain(const uint8_t *bytes, int64_t count, cicu_spaces spaces) {
  bool collapses = spaces != CICU_SPACES_STAY;
  bool after_space = spaces == CICU_SPACES_COLLAPSE_NOW;
  int64_t position = plain_prefix(bytes, count, collapses, &after_space);
  for (; position < count; position++) {
    if (bytes[position] < 0x20 || bytes[position] >= 0x7F) return false;
    bool is_space = bytes[position] == 0x20;
    if (collapses && is_space && after_space) return false;
    after_space = is_space;
  }
  return true;
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
