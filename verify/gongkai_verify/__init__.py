"""An independent verifier of Gongkai's publication log. Shares no code with the writer."""

from __future__ import annotations

__version__ = "0.1.0"
