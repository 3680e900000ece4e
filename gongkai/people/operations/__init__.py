"""The verbs on bodies, posts, people and accounts."""

from gongkai.people.operations.accounts import (
    close_account,
    remove_two_step,
    reopen_account,
    reset_password,
    unlock,
)
from gongkai.people.operations.closing import close_body, close_post, close_unit
from gongkai.people.operations.delegating import delegate, revoke_delegation
from gongkai.people.operations.founding import Founding, set_up_first_manager
from gongkai.people.operations.organisation import (
    change_body,
    change_unit,
    create_body,
    create_post,
    create_unit,
    grant,
    rename_post,
    withdraw_right,
)
from gongkai.people.operations.staffing import (
    NewAccount,
    appoint,
    cancel_tenure,
    create_person,
    end_tenure,
    rename_person,
)

__all__ = [
    "Founding",
    "NewAccount",
    "appoint",
    "cancel_tenure",
    "change_body",
    "change_unit",
    "close_account",
    "close_body",
    "close_post",
    "close_unit",
    "create_body",
    "create_person",
    "create_post",
    "create_unit",
    "delegate",
    "end_tenure",
    "grant",
    "remove_two_step",
    "rename_person",
    "rename_post",
    "reopen_account",
    "reset_password",
    "revoke_delegation",
    "set_up_first_manager",
    "unlock",
    "withdraw_right",
]
