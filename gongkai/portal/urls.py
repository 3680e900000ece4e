"""Addresses that the program answers for the portal; public pages are baked files."""

from __future__ import annotations

from django.urls import path, re_path

from gongkai.portal import search_page, views

app_name = "portal"
urlpatterns = [
    path("", views.not_ready, name="not_ready"),
    re_path(r"^items/[0-9]{4}/[0-9]{5,9}/$", views.not_baked_yet, name="not_baked_yet"),
    path("search/", search_page.search, name="search"),
    path("search/suggest.json", search_page.suggestions, name="suggestions"),
    path("search/opensearch.xml", search_page.opensearch, name="opensearch"),
    path("search.json", search_page.search_json, name="search_json"),
    path("desk/site/", views.site, name="desk_site"),
    path("desk/site/identity/", views.edit_site, name="edit_site"),
    path("desk/site/columns/add/", views.add_column, name="add_column"),
    path("desk/site/columns/<slug:code>/", views.edit_column, name="edit_column"),
    path("desk/site/columns/<slug:code>/remove/", views.remove_column, name="remove_column"),
    path("desk/site/topics/add/", views.add_topic, name="add_topic"),
    path("desk/site/topics/<slug:code>/", views.edit_topic, name="edit_topic"),
    path("desk/site/guides/<slug:code>/", views.edit_guide, name="edit_guide"),
]
