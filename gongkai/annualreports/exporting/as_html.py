"""The report as a page of its own, and its tables as HTML for the item that is published."""

from __future__ import annotations

from html import escape

from gongkai.annualreports.content import Said
from gongkai.annualreports.form import SectionForm
from gongkai.annualreports.layout import Grid, Place, grid
from gongkai.annualreports.numbers import written

_STYLE = """
body { max-width: 60em; margin: 2em auto; padding: 0 1em; color: #1b2429;
  font-family: "FangSong", "Noto Serif CJK SC", SimSun, serif; line-height: 1.8; }
h1 { text-align: center; font-size: 1.6em; }
h2 { font-size: 1.15em; margin: 1.6em 0 0.6em; }
p { text-indent: 2em; margin: 0.4em 0; }
.state { text-align: center; text-indent: 0; color: #9a5400; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.85em; line-height: 1.5; }
th, td { border: 1px solid #75838b; padding: 0.25em 0.4em; text-align: center; }
th { font-weight: 400; background: #f3f6f7; }
@media print { body { max-width: none; margin: 0; } th { background: none; } }
"""


def write(said: Said) -> bytes:
    """A whole page, in UTF-8. A report that is not frozen says so under its title."""
    state = "" if said.frozen else '<p class="state">（未定稿）</p>'
    page = (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(said.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(said.title)}</h1>\n{state}{body_html(said)}</body>\n</html>\n"
    )
    return page.encode()


def body_html(said: Said) -> str:
    """Opening, six sections, three tables; only what a published text may hold."""
    return _paragraphs(said.opening) + "".join(_section(said, one) for one in said.form.sections)


def _section(said: Said, section: SectionForm) -> str:
    heading = f"<h2>{escape(section.heading)}</h2>\n"
    if section.table:
        table = table_html(grid(said.form, section.table), said)
        return f'{heading}<div class="scroll">{table}</div>\n'
    return heading + _paragraphs(said.section_text(section.number))


def _paragraphs(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    return "".join(f"<p>{escape(line)}</p>\n" for line in lines if line)


def table_html(table: Grid, said: Said) -> str:
    """One table with merged cells."""
    rows = "".join(
        f"<tr>{''.join(_place(place, said) for place in places)}</tr>\n" for places in table.rows
    )
    return f"<table>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _place(place: Place, said: Said) -> str:
    tag = "th" if place.head else "td"
    spans = f' colspan="{place.across}"' if place.across > 1 else ""
    spans += f' rowspan="{place.down}"' if place.down > 1 else ""
    align = ' style="text-align: left"' if place.left else ' style="text-align: center"'
    text = written(said.cells.get(place.cell)) if place.cell else place.text
    return f"<{tag}{spans}{align}>{escape(text)}</{tag}>"
