/* What Apus needs of ICU, without an ICU type or name in it: ICU renames its functions per version,
   and its headers clash with Foundation's ICU as soon as Swift sees them. */
#ifndef CICU_H
#define CICU_H

#include "CICUCharacters.h"
#include "CICUForms.h"
#include "CICUScan.h"
#include "CICUSegmentation.h"
#include "CICUTransliteration.h"

#endif
