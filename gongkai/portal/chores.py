"""What changes on public pages because a day has passed, without anyone doing anything."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from gongkai.journal.chores import chore
from gongkai.portal.pages.duties import public_duties
from gongkai.publishing.baking import Baked, bake, paths_touching
from gongkai.publishing.locking import baking


@chore("portal.ended_duties", every=timedelta(hours=1))
def show_that_duties_ended() -> None:
    """Duties whose last day was yesterday leave the tables, and their page says so."""
    bake_duties_ended_on(timezone.localdate() - timedelta(days=1))


def bake_duties_ended_on(day: date) -> Baked:
    """Bake what shows the duties whose last day this was. Doing it again changes nothing."""
    ended = public_duties().filter(ended_on=day)
    keys = {key for duty in ended for key in (duty.reference, f"table:{duty.catalogue.code}")}
    if not keys:
        return Baked()
    with baking(alone=True):
        return bake(paths_touching(keys))
