"""What the libraries behind the readers throw at damaged files: their own errors, and those that they do not foresee.

Each reader adds the errors of its own library, and catches them around the foreign call only.
"""

from __future__ import annotations

import struct
import zlib
from zipfile import BadZipFile

UNFORESEEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RuntimeError, EOFError)
"""Of parsers that trust their input; NotImplementedError and RecursionError are among RuntimeError's kinds."""

PACKAGE = (BadZipFile, zlib.error, struct.error, OverflowError, *UNFORESEEN)
"""Of ZIP packages, which Office files are."""
