"""Marian's command line out of the wheel of pymarian: `marian_command.py train --help`."""

import sys

import _pymarian

sys.exit(_pymarian.main(sys.argv[1:]))
