"""The kernel stands on its own: importing all of it loads no Django and no test-only library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

KERNEL = Path(__file__).resolve().parents[1]
MODULES = sorted(f"gongkai.kernel.{path.stem}" for path in KERNEL.glob("*.py"))
SCRIPT = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name.removesuffix(".__init__"))
foreign = {"django", "holidays", "chinese_calendar", "hypothesis", "pytest"} & set(sys.modules)
print(",".join(sorted(foreign)))
"""


def test_importing_every_kernel_module_loads_no_django() -> None:
    assert "gongkai.kernel.calendar" in MODULES
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *MODULES],
        capture_output=True,
        text=True,
        check=True,
        cwd=KERNEL.parents[1],
    )
    assert done.stdout.strip() == ""
