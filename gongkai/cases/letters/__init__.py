"""Letters from templates: what is missing, and the letter as a page and as a Word document.

template(code, on), template_for_answer("R4", on)    which one
missing(one, facts)                                  what it lacks, as sentences
compose(one, facts) -> lines                         from which are made
render_html(one, facts), render_docx(one, facts)     the page and the document
"""

from gongkai.cases.letters.answers import AnswerKind, Ground, answer_kinds, grounds
from gongkai.cases.letters.fields import STANDARD, Choice, Facts, Field, Kind
from gongkai.cases.letters.html import html_of, render_html
from gongkai.cases.letters.marks import LetterError
from gongkai.cases.letters.templates import Template, template, template_for_answer, templates
from gongkai.cases.letters.word import docx_of, render_docx
from gongkai.cases.letters.writing import (
    Incomplete,
    Line,
    LineKind,
    cautions,
    compose,
    content_hash,
    fields,
    missing,
)

__all__ = [
    "STANDARD",
    "AnswerKind",
    "Choice",
    "Facts",
    "Field",
    "Ground",
    "Incomplete",
    "Kind",
    "LetterError",
    "Line",
    "LineKind",
    "Template",
    "answer_kinds",
    "cautions",
    "compose",
    "content_hash",
    "docx_of",
    "fields",
    "grounds",
    "html_of",
    "missing",
    "render_docx",
    "render_html",
    "template",
    "template_for_answer",
    "templates",
]
