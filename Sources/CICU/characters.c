#include "CICUCharacters.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

const char *cicu_unicode_version(void) { return U_UNICODE_VERSION; }

uint32_t cicu_lowercase(uint32_t scalar) { return (uint32_t)u_tolower((UChar32)scalar); }

int32_t cicu_fold_case(uint32_t scalar, uint32_t folded[3]) {
  UChar source[2], target[8];
  int32_t source_count = 0, target_count, count = 0;
  U16_APPEND_UNSAFE(source, source_count, scalar);
  UErrorCode status = U_ZERO_ERROR;
  target_count = u_strFoldCase(target, 8, source, source_count, U_FOLD_CASE_DEFAULT, &status);
  if (U_FAILURE(status)) {
    folded[0] = scalar;
    return 1;
  }
  for (int32_t position = 0; position < target_count && count < 3;) {
    UChar32 next;
    U16_NEXT(target, position, target_count, next);
    folded[count++] = (uint32_t)next;
  }
  return count;
}

bool cicu_is_nonspacing_mark(uint32_t scalar) {
  return u_charType((UChar32)scalar) == U_NON_SPACING_MARK;
}

void cicu_character_name(uint32_t scalar, char *name, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  u_charName((UChar32)scalar, U_EXTENDED_CHAR_NAME, name, capacity, &status);
  if (U_FAILURE(status) && capacity > 0) name[0] = 0;
}

int32_t cicu_script(uint32_t scalar) {
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript((UChar32)scalar, &status);
  return U_SUCCESS(status) ? script : USCRIPT_UNKNOWN;
}

bool cicu_has_script(uint32_t scalar, int32_t script) {
  return uscript_hasScript((UChar32)scalar, (UScriptCode)script);
}

const char *cicu_script_code(int32_t script) { return uscript_getShortName((UScriptCode)script); }

const char *cicu_script_name(int32_t script) { return uscript_getName((UScriptCode)script); }

int32_t cicu_scripts_of_language(const char *language, int32_t *scripts, int32_t capacity) {
  UScriptCode codes[16];
  UErrorCode status = U_ZERO_ERROR;
  int32_t count = uscript_getCode(language, codes, 16, &status);
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return 0;
  if (count > capacity) count = capacity;
  for (int32_t index = 0; index < count; index++) scripts[index] = codes[index];
  return count;
}

int32_t cicu_script_count(void) { return u_getIntPropertyMaxValue(UCHAR_SCRIPT) + 1; }
