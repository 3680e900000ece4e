"""What zipfile raises for a file that is no archive, a broken one, or one it does not know."""

from __future__ import annotations

import zipfile
import zlib

# It has no error of its own for a compression or version that it does not know.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
