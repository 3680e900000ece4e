"""What posts may do with the site."""

from __future__ import annotations

from gongkai.people.verbs import verb

COMPOSE = verb("portal.compose", "编排网站栏目")
