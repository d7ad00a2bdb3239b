import unittest

from recipe.manual import blocks, plain
from recipe.texts import Block

PAGE = r"""
.\" A comment
.TH LS 1 "September 2022"
.SH NAME
ls \- list directory contents
.SH "SEE ALSO"
Some text in \fBbold\fP type,
.BR chmod (1)
and more.
.PP
Second paragraph.
.nf
verbatim code
.fi
.TP
\fB\-a\fP, \fB\-\-all\fP
do not ignore entries
starting with .
.TP
.B \-\-author
with \-l, print the author
"""


class ManualTests(unittest.TestCase):
    def test_blocks_of_a_page(self):
        self.assertEqual(
            blocks(PAGE),
            [
                Block("SH", "NAME"),
                Block("SH", "ls - list directory contents"),
                Block("SH", "SEE ALSO"),
                Block("SH", "Some text in bold type, chmod(1) and more."),
                Block("PP", "Second paragraph."),
                Block("term", "-a, --all", "-a --all"),
                Block("TP", "do not ignore entries starting with ."),
                Block("term", "--author", "--author"),
                Block("TP", "with -l, print the author"),
            ],
        )

    def test_escapes(self):
        cases = {
            r"\(lqA\(rq \(em B": "\u201cA\u201d \u2014 B",
            r"\[u00E4]\[:o]": "äö",
            r"C:\e\&dir \fI\,FILE\/\fR\s-1X\s0": "C:\\dir FILEX",
            r"end \" comment": "end ",
        }
        for source, expected in cases.items():
            self.assertEqual(plain(source), expected)
