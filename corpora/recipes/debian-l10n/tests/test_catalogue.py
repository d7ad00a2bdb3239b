import struct
import unittest

from recipe.catalogue import CatalogueError, paragraphs, read_messages
from recipe.texts import Pair


def catalogue(messages: list[tuple[bytes, bytes]], order: str = "<") -> bytes:
    """A .mo file: header, both tables, then the strings."""
    strings = [original for original, _ in messages] + [german for _, german in messages]
    count = len(messages)
    entries, body, start = [], b"", 28 + 16 * count
    for string in strings:
        entries += [len(string), start + len(body)]
        body += string + b"\0"
    header = [0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0]
    return struct.pack(f"{order}{len(header + entries)}I", *header, *entries) + body


class CatalogueTests(unittest.TestCase):
    def test_messages_of_either_byte_order(self):
        for order in "<>":
            data = catalogue([(b"", b""), (b"Open", "Öffnen".encode())], order)
            self.assertEqual(list(read_messages(data)), [Pair("Open", "Öffnen")])

    def test_charset_of_the_header_counts(self):
        header = b"Content-Type: text/plain; charset=ISO-8859-1\n"
        data = catalogue([(b"", header), (b"Open", "Öffnen".encode("latin-1"))])
        self.assertEqual(list(read_messages(data)), [Pair("Open", "Öffnen")])

    def test_context_is_cut_off(self):
        data = catalogue([(b"", b""), (b"menu\x04Open", b"Auf")])
        self.assertEqual(list(read_messages(data)), [Pair("Open", "Auf")])

    def test_plural_gives_first_and_last_form(self):
        data = catalogue([(b"", b""), (b"%d file\0%d files", b"%d Datei\0%d Dateien")])
        self.assertEqual(
            list(read_messages(data)),
            [Pair("%d file", "%d Datei"), Pair("%d files", "%d Dateien")],
        )

    def test_other_files_are_refused(self):
        for data in (b"", b"\x7fELF" + bytes(60)):
            with self.assertRaises(CatalogueError):
                list(read_messages(data))

    def test_a_cut_table_is_refused(self):
        with self.assertRaises(CatalogueError):
            list(read_messages(catalogue([(b"", b""), (b"Open", b"Auf")])[:40]))

    def test_paragraphs_pair_up_at_blank_lines_and_bullets(self):
        message = Pair("Head\n\n- one\n- two", "Kopf\n\n- eins\n- zwei")
        self.assertEqual(
            list(paragraphs(message)),
            [Pair("Head", "Kopf"), Pair("- one", "- eins"), Pair("- two", "- zwei")],
        )

    def test_unequal_paragraphs_stay_whole(self):
        message = Pair("One\n\nTwo", "Alles in einem")
        self.assertEqual(list(paragraphs(message)), [message])
