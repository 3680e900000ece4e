"""What posts may do with items."""

from __future__ import annotations

from gongkai.people.verbs import verb

DRAFT = verb("disclosure.draft", "起草信息")
UNIT_REVIEW = verb("disclosure.unit_review", "单位审核")
SECRECY_REVIEW = verb("disclosure.secrecy_review", "保密审查")
SIGN_OFF = verb("disclosure.sign_off", "签发")
RELEASE = verb("disclosure.release", "发布")
URGENT = verb("disclosure.urgent_release", "紧急发布")
WITHDRAW = verb("disclosure.withdraw", "撤回")
ERASE = verb("disclosure.erase", "删除内容")
SEE_ALL = verb("disclosure.see_all", "查看全部信息")
IMPORT = verb("disclosure.import", "批量导入历史信息")
