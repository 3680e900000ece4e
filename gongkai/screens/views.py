"""The page that shows every component, with made-up examples."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.screens.examples import styleguide_context


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component once, in its states: in the desk's dress, or with `?door=public` in public's.

    It holds no data of the county, so anyone may look.
    """
    public = request.GET.get("door") == "public"
    template = "screens/styleguide_public.html" if public else "screens/styleguide.html"
    return render(request, template, styleguide_context())
