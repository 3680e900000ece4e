"""Addresses of the search at the desk, and of the words that editors tend. Mounted below desk/."""

from __future__ import annotations

from django.urls import path

from gongkai.search.views import bestbets, finding, missed, words

app_name = "search"
urlpatterns = [
    path("search/", finding.search, name="search"),
    path("search/words/", words.synonyms, name="synonyms"),
    path("search/words/new/", words.add, name="add_synonym"),
    path("search/words/<int:pk>/", words.change, name="change_synonym"),
    path("search/best-bets/", bestbets.best_bets, name="best_bets"),
    path("search/best-bets/new/", bestbets.add, name="add_best_bet"),
    path("search/best-bets/<int:pk>/", bestbets.change, name="change_best_bet"),
    path("search/best-bets/<int:pk>/remove/", bestbets.remove, name="remove_best_bet"),
    path("search/missed/", missed.missed, name="missed"),
]
