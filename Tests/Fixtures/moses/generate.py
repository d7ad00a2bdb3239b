"""Writes punctuation.jsonl and truecase.json: what Moses and sacremoses make of our own sentences.

Run in this folder with `pip install sacremoses==0.2.0`, and with a folder that holds the Perl
scripts of Moses (scripts/tokenizer, state of February 2025):

    python generate.py MOSES/scripts/tokenizer
"""

import json
import pathlib
import subprocess
import sys

import sacremoses

TEXTS = [
    "",
    " ",
    "A plain line.",
    "  leading, and   multiple   spaces  ",
    "\ttab\tand\u00a0no-break\u3000ideographic\u2003em ",
    "a ( b ) c (d ). (e ) ; f( g )! ((h)) (i)j",
    "50 % of 3 \u0663 % ; 7\u00a0% : x ; y",
    "``Penn'' `quotes' and '''three''' ''''",
    "„Guten Tag“, sagte er. „Ja.“ „Nein“. „Doch“... “Tief”,.",
    "He said \"yes.\" She said \"no\", then \"maybe\".,. \"",
    "\"a.\"<b> \"a.\" <b> \"a.\"  \u00a0x \".\".\".\" ...\"",
    "end.\"",
    "end.\" ",
    "ends in a comma,\"",
    ",\",\",\" ,,\"\"",
    "1–2 — 3—4 – 5",
    "it’s ‘quoted’ it‘s a’b’c d’é É’d ’tis rock ’n’ roll ‚low‘",
    "´a´ ´´b´´ c´d",
    "wait… … what…?",
    "«a» « b » «\u00a0c\u00a0» \u00a0«\u00a0d\u00a0»\u00a0 \u00a0«e»\u00a0f",
    "Quoi\u00a0? Non\u00a0! Si\u00a0: ceci\u00a0; cela,\u00a0puis 20\u00a0ºC, 3\u00a0cm, nº\u00a05",
    "1\u00a0000\u00a0000 1\u00a02\u00a03 \u0661\u00a0\u0662 a\u00a01 1\u00a0a 10\u00a0000,5",
    "你好，世界。　今天、好吗？「是」《书》【注】（一）；二：三∶四！",
    "１２３４５６７８９０％～．  ５ ━ 〈a〉 ”“’…",
    "。。 。\u2003x．\ty",
    "ÀÉÎÕÜ ÆØÅ ŸŒß ẞ İI ΑΣ ΌΣΟΣ ЖЩЪ ǅ Ω K Å ⅣⅫ Ⓐ ﬁ ＡＢ 𐐀",
    "zero\u200bwidth soft\u00adhyphen join\u200d\u200cers \ufeffmark \u2066x\u2069 \ue000 \u0378",
    "control\u0007bell \u001funit\u0085next\u2028line\u2029par \u007fdel\r",
    "👨\u200d👩\u200d👧 👍🏽 🇩🇪 1\ufe0f\u20e3 é e\u0301 हिन्दी क्\u200dष สวัสดี",
    "\u00a0",
    "\u2003\u3000x\u2003",
]
LANGUAGES = ["en", "de", "fr", "cs", "fi"]


def perl(folder, script, lines, *arguments):
    """What a script writes for each line, fed alone: a line feed ends nothing else."""
    command = ["perl", f"{folder}/{script}.perl", *arguments]
    results = []
    for line in lines:
        done = subprocess.run(command, input=f"{line}\n".encode(), capture_output=True, check=True)
        results.append(done.stdout.decode().removesuffix("\n"))
    return results


def normalized(language, **options):
    normalizer = sacremoses.MosesPunctNormalizer(lang=language, **options)
    return [normalizer.normalize(text) for text in TEXTS]


def punctuation(folder):
    columns = {
        "unicodePunctuation": perl(folder, "replace-unicode-punctuation", TEXTS),
        "nonPrinting": perl(folder, "remove-non-printing-char", TEXTS),
        "lowercase": perl(folder, "lowercase", TEXTS),
    }
    yield from rows(None, columns)
    for language in LANGUAGES:
        columns = {
            "moses": perl(folder, "normalize-punctuation", TEXTS, "-l", language),
            "mosesPenn": perl(folder, "normalize-punctuation", TEXTS, "-l", language, "-penn"),
            "sacremoses": normalized(language),
            "sacremosesPlain": normalized(
                language, penn=False, norm_quote_commas=False, norm_numbers=False
            ),
            "sacremosesUnicode": normalized(
                language, pre_replace_unicode_punct=True, post_remove_control_chars=True
            ),
        }
        yield from rows(language, columns)


def rows(language, columns):
    for index, text in enumerate(TEXTS):
        results = {name: column[index] for name, column in columns.items()}
        yield {"language": language, "text": text, "results": results}


CORPUS = """\
The house is old . In the house , The Times was read .
My friend Anna lives in Berlin , and anna is not a word .
" Is the house old ? " asked Anna .
( In Berlin the Times is read ) : the House of Commons .
NASA launched a rocket ; NASA is in America .
they say that nasa is big , but NASA it is .
We saw the <b> house </b> of Anna .
In 1990 the wall was open . It was 9 p.m. in Berlin .
Der Hund und der Mann gehen nach Hause .
Am Abend geht der Hund , und Der Hund bellt .
don 't stop , Don &apos;t go , &quot; Stop it now &quot; .
Über allen Gipfeln ist Ruh , über ÜBER und über .
"""
CASED = [
    "The house of anna is OLD .",
    "THE HOUSE IS OLD . IT WAS IN BERLIN .",
    "In the times of Nasa , the Times was old .",
    "\" In Berlin \" . ( The house )",
    "An unknown Word is KEPT .",
    "Über das Haus : Der mann",
    "&quot; The house &quot;",
    "",
]


def truecase():
    documents = [line.split() for line in CORPUS.splitlines()]
    truecaser = sacremoses.MosesTruecaser()
    truecaser.train(documents)
    casing = {word: dict(forms) for word, forms in truecaser.model["casing"].items()}
    detruecaser = sacremoses.MosesDetruecaser()
    return {
        "corpus": CORPUS.splitlines(),
        "casing": casing,
        "texts": CASED,
        "truecased": [truecaser.truecase(t, return_str=True, use_known=True) for t in CASED],
        "detruecased": [detruecaser.detruecase(t.lower(), return_str=True) for t in CASED],
    }


def main():
    lines = [json.dumps(row, ensure_ascii=False) for row in punctuation(sys.argv[1])]
    pathlib.Path("punctuation.jsonl").write_text("\n".join(lines) + "\n")
    text = json.dumps(truecase(), ensure_ascii=False, indent=1)
    pathlib.Path("truecase.json").write_text(text + "\n")


main()
