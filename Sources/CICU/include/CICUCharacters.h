/* Properties and mappings of single characters, and the scripts of languages. */
#ifndef CICU_CHARACTERS_H
#define CICU_CHARACTERS_H

#include <stdbool.h>
#include <stdint.h>

/* The version of Unicode that ICU knows, such as "15.0". */
const char *cicu_unicode_version(void);

/* The lower-case letter by the simple mapping, or the scalar itself. */
uint32_t cicu_lowercase(uint32_t scalar);

/* The full case folding of a scalar: up to three scalars. Returns their number. */
int32_t cicu_fold_case(uint32_t scalar, uint32_t folded[3]);

/* Whether the general category is Mn. */
bool cicu_is_nonspacing_mark(uint32_t scalar);

/* Writes the name of a character, ended by a NUL; names without one are like <control-0009>. */
void cicu_character_name(uint32_t scalar, char *name, int32_t capacity);

/* The number of the script that a character belongs to. */
int32_t cicu_script(uint32_t scalar);

/* Whether a character is used with a script, also by its script extensions. */
bool cicu_has_script(uint32_t scalar, int32_t script);

/* The four-letter code of a script, such as Latn; NULL if there is none of that number. */
const char *cicu_script_code(int32_t script);

/* The English name of a script, such as Latin; NULL if there is none of that number. */
const char *cicu_script_name(int32_t script);

/* The scripts that a language is written in, by its BCP 47 tag. Returns their number, 0 if ICU does
   not know the language. */
int32_t cicu_scripts_of_language(const char *language, int32_t *scripts, int32_t capacity);

/* The number of scripts: all of their numbers are below. */
int32_t cicu_script_count(void);

#endif
