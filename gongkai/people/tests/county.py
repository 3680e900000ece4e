"""The small county that the tests of managing people share."""

from __future__ import annotations

from datetime import date

from gongkai.people.actors import Staff
from gongkai.people.models import Body, Delegation
from gongkai.people.testing import make_body, make_person, make_unit
from gongkai.people.verbs import MANAGE_PEOPLE, verb

STAMP = verb("test.stamp", "盖章")
TODAY = date(2026, 5, 8)


class County:
    """The county's office and two departments; a manager of all, a manager of finance, two clerks.

    `chief` manages everything, `keeper` the finance bureau, `lin` may stamp for the finance
    office, `zhao` has a post without rights beside her.
    """

    def __init__(self) -> None:
        self.government = make_body("office", "清江县人民政府办公室", kind=Body.Kind.OFFICE)
        self.finance = make_body("finance", "清江县财政局")
        self.education = make_body("education", "清江县教育局")
        self.secretariat = make_unit(self.government, "秘书股")
        self.office = make_unit(self.finance, "办公室")
        self.budget = make_unit(self.finance, "预算股")
        self.schools = make_unit(self.education, "基础教育股")
        manage = {"verbs": [MANAGE_PEOPLE]}
        self.chief = Staff(
            make_person("qian", "钱进", unit=self.secretariat, reach="everywhere", **manage)
        )
        self.keeper = Staff(make_person("sun", "孙立", unit=self.office, reach="body", **manage))
        self.lin = Staff(make_person("lin", "林晓", unit=self.office, verbs=[STAMP]))
        self.zhao = Staff(make_person("zhao", "赵明", unit=self.budget))

    def lend(self, begins_on: date, ends_on: date) -> Delegation:
        """Lin lends her post to Zhao."""
        return Delegation.objects.create(
            giver=self.lin.person,
            taker=self.zhao.person,
            post=post_of(self.lin),
            begins_on=begins_on,
            ends_on=ends_on,
            reason="外出培训",
        )


def post_of(staff: Staff):
    """The one post of a person of the county."""
    return staff.person.tenures.get().post
