"""Every page this package can draw, as HTML, for the tests to look at."""

from __future__ import annotations

from pathlib import Path

from django.template import engines
from django.template.loader import render_to_string
from lxml import html

from gongkai.screens.examples import styleguide_context

PACKAGE = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
ERROR_PAGES = (
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "410.html",
    "429.html",
    "500.html",
)
STYLEGUIDES = ("screens/styleguide.html", "screens/styleguide_public.html")


def styleguide(name="screens/styleguide.html", **context):
    return render_to_string(name, {**styleguide_context(), **context})


def draw(source, **context):
    """A snippet of template, parsed as a reader's browser would."""
    text = engines["django"].from_string("{% load screens %}" + source).render(context)
    return html.fragment_fromstring(text, create_parent="div")


def words(element):
    return " ".join(element.text_content().split())
