"""What posts may do with requests."""

from __future__ import annotations

from gongkai.people.verbs import verb

REGISTER = verb("foi.register", "登记公开申请")  # counter, letter, fax, e-mail; confirm the day
HANDLE = verb("foi.handle", "办理公开申请")  # clarify, consult, prepare the answer
GIVE_OPINION = verb("foi.opinion", "协办公开申请")  # for a unit that is asked
EXTEND = verb("foi.extend", "批准延期答复")  # 第三十三条: the head of the 工作机构
REVIEW = verb("foi.review", "审核公开申请答复")
SECRECY_REVIEW = verb("foi.secrecy_review", "公开申请保密审查")
SIGN_OFF = verb("foi.sign_off", "签发公开申请答复")
SERVE = verb("foi.serve", "送达公开申请答复")
SEE_IDENTITY = verb("foi.see_identity", "查看申请人身份")
SEE_ALL = verb("foi.see_all", "查看全部公开申请")
