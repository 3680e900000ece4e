"""PDF: checked and cleaned as a graph of objects (pypdf), its text read by the page (PDFium)."""

from __future__ import annotations

import logging

# What it tells is about damaged files of strangers, line after line, and may quote them.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
