import unittest

from recipe.cleaning import clean, defect
from recipe.corpus import Corpus
from recipe.sentences import sentences, split
from recipe.texts import Pair

SOUND = Pair("The file cannot be opened.", "Die Datei kann nicht geöffnet werden.")


class CleaningTests(unittest.TestCase):
    def test_tags_entities_and_invisible_characters_go(self):
        raw = Pair("<b>Read</b> &amp; write\u200b \n a\u00ad\u0308", "Lies &lt;i&gt;das&lt;/i&gt;")
        self.assertEqual(clean(raw), Pair("Read & write ä", "Lies das"))

    def test_placeholders_stay(self):
        raw = Pair("Use <file> instead", "Benutzen Sie <Datei>")
        self.assertEqual(clean(raw), raw)

    def test_accelerators_go_and_names_stay(self):
        cases = {
            Pair("&Open", "Ö&ffnen"): Pair("Open", "Öffnen"),
            Pair("Sa_ve", "_Speichern"): Pair("Save", "Speichern"),
            Pair("~OK", "~OK"): Pair("OK", "OK"),
            Pair("R&D costs", "Kosten für R&D"): Pair("R&D costs", "Kosten für R&D"),
        }
        for raw, expected in cases.items():
            self.assertEqual(clean(raw), expected)

    def test_each_defect_is_named(self):
        cases = {
            "no letters": Pair("1 2", "eins"),
            "equal": Pair("Browser", "browser"),
            "too long": Pair("word " * 101, "Wort " * 101),
            "length ratio": Pair("A rather long sentence here", "Ja"),
            "odd characters": Pair("a\x01 b", "ä und b"),
            "technical tokens": Pair("Use --all with 17", "Nimm alles mit"),
            "wrong language": Pair("Open it for you", "Open the file for you"),
            "untranslated": Pair("Linux Kernel Boot now", "Linux Kernel Boot now ok"),
        }
        self.assertEqual(
            {reason: defect(pair) for reason, pair in cases.items()}, {r: r for r in cases}
        )

    def test_a_translation_has_no_defect(self):
        self.assertIsNone(defect(SOUND))

    def test_numbers_agree_across_conventions(self):
        self.assertIsNone(defect(Pair("About 1,000.5 files", "Etwa 1.000,5 Dateien")))


class SentenceTests(unittest.TestCase):
    def test_abbreviations_do_not_end_sentences(self):
        self.assertEqual(
            sentences("Siehe z. B. Die Zeit. Und: Ende."), ["Siehe z. B. Die Zeit.", "Und: Ende."]
        )

    def test_sentences_pair_up(self):
        pair = Pair("It is here. You see it.", "Es ist hier. Sie sehen es.")
        self.assertEqual(
            split(pair), [Pair("It is here.", "Es ist hier."), Pair("You see it.", "Sie sehen es.")]
        )

    def test_unequal_numbers_stay_whole(self):
        pair = Pair("It is here. You see it.", "Es ist hier, wie Sie sehen.")
        self.assertEqual(split(pair), [pair])


class CorpusTests(unittest.TestCase):
    def test_duplicates_and_defects_are_counted(self):
        corpus = Corpus()
        corpus.add([SOUND, Pair(*map(str.upper, SOUND)), Pair("a", "a")], "messages:x")
        self.assertEqual(corpus.origins, {SOUND: "messages:x"})
        self.assertEqual(corpus.rejected, {"duplicate": 1, "equal": 1})

    def test_train_shares_no_side_with_test(self):
        corpus = Corpus()
        letters = [
            chr(97 + i // 26 % 26) + chr(97 + i % 26) + chr(97 + i // 676) for i in range(2600)
        ]
        corpus.add(
            [Pair(f"the {x}q house stands here", f"das {x}q Haus steht dort") for x in letters],
            "m:x",
        )
        corpus.add(
            [Pair(f"the {x}q house stands here!", f"dort steht {x}q Haus") for x in letters], "m:x"
        )
        parts = corpus.parts()
        held_out = {pair.english.rstrip("!") for pair in parts["test"] + parts["dev"]}
        self.assertTrue(parts["train"])
        self.assertTrue(held_out.isdisjoint(pair.english.rstrip("!") for pair in parts["train"]))
