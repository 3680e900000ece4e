"""What the desk does with a request: to each offer of `process` its form and its operation.

`acts_receiving`, `acts_handling` and `acts_ending` hold them; here is what one of them is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.foi.forms.acts import About, ActForm


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
    letters: bool = False  # sends letters, which can be looked at before
    part: str = ""  # a kind of `parts`, where it is done to a part of the request
    then: str = "foi:case"
