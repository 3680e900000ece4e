"""A body that answers for duties hands them over before it is closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai.journal.actors import SYSTEM
from gongkai.journal.recording import Refused
from gongkai.people import operations
from gongkai.people.models import Tenure
from gongkai.registers.forms.catalogue import CatalogueForm
from gongkai.registers.responsibility import Bodies
from gongkai.registers.tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    Tenure.objects.filter(post__unit__body=cast.civil).update(ends_on=date(2026, 1, 1))
    return cast


def close(body, **values):
    return operations.close_body(body, closed_on=timezone.localdate(), actor=SYSTEM, **values)


def test_duties_are_handed_over_first_and_counted(cast):
    today = timezone.localdate()
    entry = cast.add()
    cast.add(level2="办事指南", responsible="县人民政府办公室、各乡镇人民政府")
    town = cast.towns[0]
    with pytest.raises(Refused, match=f"公开目录中还有1项由{cast.civil.name}负责.*移交"):
        close(cast.civil)
    with pytest.raises(Refused, match=f"还有1项由{town.name}负责"):
        close(town)
    cast.adjust(entry, today, responsible=cast.office.name)
    close(cast.civil, successor=cast.office)
    assert cast.civil.successor == cast.office


def test_a_duty_that_will_be_the_body_s_later_counts_too(cast):
    entry = cast.add(responsible=cast.office.name)
    cast.adjust(entry, timezone.localdate() + timedelta(days=30), responsible=cast.civil.name)
    with pytest.raises(Refused, match="还有1项"):
        close(cast.civil)


def test_a_closed_body_compiles_no_catalogue_and_is_named_by_no_new_row(cast):
    close(cast.civil)
    assert Bodies().named_in(cast.civil.name).unknown == (cast.civil.name,)
    assert cast.civil.name not in str(CatalogueForm()["body"])
