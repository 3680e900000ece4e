"""PDF: checked and cleaned as a graph of objects (pypdf), its text read by the page (PDFium)."""

from __future__ import annotations

import logging
import threading

# What it tells is about damaged files of strangers, line after line, and may quote them.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# PDFium keeps state of its own and is not made for several threads: who calls it holds this.
PDFIUM = threading.RLock()
