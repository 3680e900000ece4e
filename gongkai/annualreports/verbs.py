"""What posts may do with annual reports, over the whole body they answer for."""

from __future__ import annotations

from gongkai.people.verbs import verb

WRITE = verb("annualreports.write", "编写年度报告")
FREEZE = verb("annualreports.freeze", "审定年度报告")  # approve, freeze, take back
