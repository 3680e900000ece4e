"""`python -m gongkai_verify`."""

from __future__ import annotations

import sys

from gongkai_verify.cli import main

sys.exit(main())
