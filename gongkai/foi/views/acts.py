"""What the desk does with a request: to each offer of `process` its form and its operation.

`acts_receiving` and the others hold the parts; here is what one of them is, and all together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from gongkai.foi.forms.acts import About, ActForm

Typed = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """One verb on the screen. `do` returns what to say afterwards, `then` where to go."""

    name: str
    form: type[ActForm]
    do: Callable[[About, ActForm], str]
    text: str = ""  # what the law asks, before the fields
    button: str = ""  # else 确认 and the label
    kind: str = ""  # danger, secondary
    inline: bool = False  # short enough to stand on the case page
    preview: Callable[[About, ActForm], SafeString] | None = None  # the letter that will go out
    then: str = "foi:case"
