"""Who may see what: the one decision that every derivative asks.

Page, list, feed, search hit, snippet, file, API, preview, export and log all go through
`visible_to`; nothing else in the house decides it.
"""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from gongkai.disclosure import verbs
from gongkai.disclosure.models import Attachment, Item, Version
from gongkai.people.models import Person, Unit
from gongkai.people.queries import units_where_any

SEEING = (
    verbs.DRAFT,
    verbs.UNIT_REVIEW,
    verbs.SECRECY_REVIEW,
    verbs.SIGN_OFF,
    verbs.RELEASE,
    verbs.WITHDRAW,
    verbs.URGENT,
    verbs.ERASE,
    verbs.SEE_ALL,
)


def visible_to(viewer: Person | None) -> QuerySet[Version]:
    """The versions that someone may see; None is the public.

    The public sees the released version of a public item and nothing else. Staff see that, and
    every version of the items of those units for which they draft, review, sign or release.
    """
    public = Q(item__visibility=Item.Visibility.PUBLIC, item__released=F("pk"))
    if viewer is None or not viewer.is_active:
        return Version.objects.filter(public)
    return Version.objects.filter(public | Q(item__unit__in=units_seen_by(viewer)))


def units_seen_by(viewer: Person) -> QuerySet[Unit]:
    """The units whose unpublished work is this person's business."""
    return units_where_any(viewer, SEEING)


def items_visible_to(viewer: Person | None) -> QuerySet[Item]:
    """The items of which someone may see any version.

    A public item has a released version (a constraint of the table), so no version need be read.
    """
    if viewer is None:
        return Item.objects.filter(visibility=Item.Visibility.PUBLIC)
    return Item.objects.filter(versions__in=visible_to(viewer)).distinct()


def attachments_visible_to(viewer: Person | None) -> QuerySet[Attachment]:
    """The files of the versions that someone may see."""
    return Attachment.objects.filter(version__in=visible_to(viewer))


def may_see(viewer: Person | None, version: Version) -> bool:
    """Whether someone may see this version."""
    return visible_to(viewer).filter(pk=version.pk).exists()
