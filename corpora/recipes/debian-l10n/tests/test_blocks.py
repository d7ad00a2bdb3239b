import unittest

from recipe.alignment import align
from recipe.descriptions import blocks, parse_entries
from recipe.documents import align_identifiers
from recipe.markup import read_blocks
from recipe.texts import Block, Pair


def texts(document: str, entities: dict[str, str] | None = None) -> list[str]:
    return [block.text for block in read_blocks(document, entities or {})]


class MarkupTests(unittest.TestCase):
    def test_inline_tags_join_and_block_tags_part(self):
        document = "<page><p>Press <key>F1</key>\n for help.</p><item><p>Two</p></item></page>"
        self.assertEqual(
            read_blocks(document, {}), [Block("p", "Press F1 for help."), Block("p", "Two")]
        )

    def test_code_and_credits_are_left_out(self):
        document = "<page><p>A<pre>x <b>y</b></pre>B</p><code>z</code><credit>N</credit></page>"
        self.assertEqual(texts(document), ["AB"])

    def test_inline_code_stays(self):
        self.assertEqual(texts("<p>Run <code>ls</code> now.</p>"), ["Run ls now."])

    def test_menu_entries_and_keys_are_joined(self):
        document = (
            "<para><guimenu\n>File</guimenu\n> <guimenuitem>Open</guimenuitem>, or press"
            " <keycap>Ctrl</keycap><keycap>O</keycap>.</para>"
        )
        self.assertEqual(texts(document), ["File → Open, or press Ctrl+O."])

    def test_generated_references_are_marked(self):
        self.assertEqual(texts('<para>See <xref linkend="a"/>.</para>'), ["See \ufffc."])

    def test_entities_of_the_document_the_project_and_html(self):
        document = '<!DOCTYPE book [<!ENTITY a "&b; 1">]><para>&a; &amp; &c; &auml;</para>'
        self.assertEqual(texts(document, {"b": "<i>Kate</i>"}), ["Kate 1 & c ä"])

    def test_entities_that_name_themselves_end(self):
        self.assertEqual(texts('<!DOCTYPE x [<!ENTITY a "&a;">]><p>&a; b</p>'), ["&a; b"])

    def test_other_systems_of_libreoffice_are_left_out(self):
        mac = '<span hidden="true" id="MACx">Command</span>'
        other = '<span hidden="true" id="defaultx">Ctrl</span>'
        self.assertEqual(texts(f"<p>{mac}{other}+Z</p>"), ["Ctrl+Z"])

    def test_equal_identifiers_pair_up(self):
        english = read_blocks('<p id="par_1">One</p><p id="par_2">Two</p>', {})
        german = read_blocks('<p id="par_2">Zwei</p><p id="par_3">Drei</p>', {})
        self.assertEqual(align_identifiers(english, german), [Pair("Two", "Zwei")])


class AlignmentTests(unittest.TestCase):
    def test_equal_outlines_pair_one_to_one(self):
        english, german = [Block("p", "Two")], [Block("p", "Zwei")]
        self.assertEqual(align(english, german), [Pair("Two", "Zwei")])

    def test_only_common_runs_of_three_pair_up(self):
        english = [Block(tag, f"en {tag}") for tag in "abcxde"]
        german = [Block(tag, f"de {tag}") for tag in "abcyde"]
        self.assertEqual(align(english, german), [Pair(f"en {t}", f"de {t}") for t in "abc"])

    def test_shifted_runs_are_dropped(self):
        english = [Block("p", "A sentence of some length."), Block("p", "Short")]
        self.assertEqual(align(english, english[::-1]), [])


class DescriptionTests(unittest.TestCase):
    def test_entries_by_digest(self):
        lines = "Package: a\nDescription-md5: 1f\nDescription-de: kurz\n lang\n .\n\n".splitlines(
            True
        )
        self.assertEqual(list(parse_entries(lines, "de")), [("1f", ["kurz", "lang", "."])])

    def test_blocks_of_a_description(self):
        lines = ["short", "first", "line", ".", " * one", "   more", " * two", "end", "  code"]
        self.assertEqual(
            blocks(lines),
            [
                Block("short", "short"),
                Block("paragraph", "first line"),
                Block("item", "one more"),
                Block("item", "two"),
                Block("paragraph", "end"),
                Block("verbatim", "code"),
            ],
        )
