"""Personal data is found where it is, and not where official texts only look like it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kernel.identifiers import citizen_check_digit, luhn_check_digit
from gongkai.kernel.personal_data import PersonalKind, find_personal_data, mask
from gongkai.kernel.tests.shared import real_documents, real_policies
from gongkai.kernel.text import html_to_text


@pytest.mark.parametrize(
    ("text", "label", "found", "masked"),
    [
        (
            "张某，身份证号11010519491231002X，",
            "公民身份号码",
            "11010519491231002X",
            "110105********002X",
        ),
        ("(110105 19491231 002x)", "公民身份号码", "110105 19491231 002x", "110105 ******** 002x"),
        (
            "１１０１０５１９４９１２３１００２Ｘ",
            "公民身份号码",
            "１１０１０５１９４９１２３１００２Ｘ",
            "１１０１０５********００２Ｘ",
        ),
        ("联系电话：13855651234。", "手机号码", "13855651234", "138****1234"),
        ("电话138 5565 1234", "手机号码", "138 5565 1234", "138 **** 1234"),
        ("138-5565-1234（微信同号）", "手机号码", "138-5565-1234", "138-****-1234"),
        ("+86 13855651234", "手机号码", "13855651234", "138****1234"),
        ("1３855651234", "手机号码", "1３855651234", "1３8****1234"),
        (
            "开户行工行，卡号6222021234567890128",
            "银行卡号",
            "6222021234567890128",
            "6222***********0128",
        ),
        (
            "卡号：6222 0212 3456 7890 128",
            "银行卡号",
            "6222 0212 3456 7890 128",
            "6222 **** **** ***0 128",
        ),
        ("护照号码：E12345678", "护照号码", "E12345678", "E1*****78"),
        ("持护照（EA1234567）入境", "护照号码", "EA1234567", "EA*****67"),
        ("车牌号皖H12345的车辆", "机动车号牌", "皖H12345", "皖H***45"),
        ("皖H·A1B23", "机动车号牌", "皖H·A1B23", "皖H·***23"),
        ("新能源车皖HD12345", "机动车号牌", "皖HD12345", "皖H****45"),
        (
            "现住人民路12号3栋2单元501室",
            "住址",
            "人民路12号3栋2单元501室",
            "人民路**号*栋*单元***室",
        ),
        (
            "家住锦绣花园5栋2单元1103室。",
            "住址",
            "锦绣花园5栋2单元1103室",
            "锦绣花园*栋*单元****室",
        ),
        ("户籍地址：白云新村3幢502室", "住址", "白云新村3幢502室", "白云新村*幢***室"),
        ("长风乡大龙村三组15号", "住址", "长风乡大龙村三组15号", "长风乡大龙村*组**号"),
        ("双河村12组8号，低保户", "住址", "双河村12组8号", "双河村**组*号"),
    ],
)
def test_personal_data_is_found_and_masked_in_its_shape(
    text: str, label: str, found: str, masked: str
) -> None:
    (finding,) = find_personal_data(text)
    assert (finding.kind_label, finding.text, finding.masked) == (label, found, masked)
    assert text[finding.start : finding.end] == found
    assert finding.why.endswith("。")
    assert mask(text, [finding]) == text.replace(found, masked)


@pytest.mark.parametrize(
    "text",
    [
        "国办发明电〔2018〕15号、皖政办秘〔2017〕188号、国务院令第711号",
        "索引号：000014349/2018-00226",
        "索引号：11441700007280420Y/2021-00050、11370322004222241N/2021-5135380",
        "索引号：01527918X-2020-153077",
        "统一社会信用代码：91330100799655058B、914403001922038216",
        "网站标识码3408030001，皖ICP备12345678号-1，皖公网安备34080302000123号",
        "监督电话：0556-5871234、0556-12345、400-8001234、12345、021-13855651",
        "地址：安庆市迎江区政府路1号，邮编246001",
        "地址：人民路88号市民中心3号楼305室",
        "在县行政中心1号楼2单元301室办公，窗口电话0556-5871234",
        "宜城路1号政务服务大厅2楼A区15号窗口",
        "总投资13855651234元，占地13855651234平方米，编号20190412345678901",
        "项目代码2019-340803-78-01-012345",
        "招标编号E20190001，合同编号E12345678",
        "身份证号110105********002X，手机138****1234",
        "身份证号110105194912310021（校验不通过）",
        "2019年4月28日13时05分，第13855651234567条",
        "执行新GB50016和新DB34标准，新A级旅游景区",
        "https://www.example.gov.cn/art/2019/4/13855651234.html",
        "皖H车辆、京津冀一体化、云A区、川B级",
        "大龙村三组、双河村12组、三里社区15号楼、东风村2号井",
        "第13栋楼、3号地块、5单元评估、2个单元",
        "DB34/T 3649.6—2023，GB/T 9704-2012，ISBN 978-7-5093-1234-5",
        "账号：34001688608053012345（开户名：县财政局）",
        "条形码6901234567892，运单号4012345678901",
        "支出4111111111111111元",
    ],
)
def test_official_texts_raise_no_false_alarm(text: str) -> None:
    assert find_personal_data(text) == []


def test_several_kinds_in_one_paragraph_come_in_order() -> None:
    text = (
        "李某（11010519491231002X，13855651234/13955651234），住锦绣花园5栋2单元1103室，车皖H12345"
    )
    findings = find_personal_data(text)
    assert [finding.kind for finding in findings] == [
        PersonalKind.CITIZEN_NUMBER,
        PersonalKind.MOBILE,
        PersonalKind.MOBILE,
        PersonalKind.HOME_ADDRESS,
        PersonalKind.PLATE,
    ]
    assert mask(text, findings) == (
        "李某（110105********002X，138****1234/139****1234），住锦绣花园*栋*单元****室，车皖H***45"
    )


def test_a_finding_of_another_text_is_refused() -> None:
    findings = find_personal_data("电话13855651234")
    with pytest.raises(ValueError, match="请重新检查一遍"):
        mask("电话：13855651234", findings)


def test_real_policy_documents_raise_no_alarm() -> None:
    for policy in real_policies():
        assert find_personal_data(html_to_text(policy["html"])) == []
    for seed in (real_documents() / "seeds").glob("*.txt"):
        assert find_personal_data(seed.read_text(encoding="utf-8")) == []


AROUND = st.text("，。：（）、住址电话公开村号 ", max_size=8)


@given(AROUND, AROUND, st.dates(date(1920, 1, 1), date(2020, 1, 1)), st.integers(0, 999))
def test_gb_11643_every_valid_number_is_found(
    before: str, after: str, born: date, order: int
) -> None:
    first17 = f"340803{born:%Y%m%d}{order:03d}"
    number = first17 + citizen_check_digit(first17)
    found = find_personal_data(before + number + after)
    assert (PersonalKind.CITIZEN_NUMBER, number) in [(one.kind, one.text) for one in found]


@given(AROUND, st.sampled_from(["138", "159", "166", "177", "199"]), st.integers(0, 10**8 - 1))
def test_every_mobile_number_is_found(before: str, start: str, rest: int) -> None:
    number = f"{start}{rest:08d}"
    found = find_personal_data(f"{before}{number}。")
    assert [one.text for one in found] == [number]


@given(st.integers(0, 10**9 - 1), st.integers(16, 19))
def test_every_unionpay_card_is_found(rest: int, length: int) -> None:
    digits = f"622202{rest:09d}".ljust(length - 1, "7")
    number = digits + luhn_check_digit(digits)
    found = find_personal_data(f"卡号{number}，")
    assert (PersonalKind.BANK_CARD, number) in [(one.kind, one.text) for one in found]


@given(st.text("0123456789138 62-EX皖H·栋单元室村组号路一，", max_size=60))
def test_findings_lie_inside_the_text_in_order_and_masking_keeps_the_length(text: str) -> None:
    findings = find_personal_data(text)
    end = 0
    for finding in findings:
        assert end <= finding.start < finding.end <= len(text)
        assert len(finding.masked) == len(finding.text) == finding.end - finding.start
        end = finding.end
    masked = mask(text, findings)
    inside = {at for finding in findings for at in range(finding.start, finding.end)}
    assert len(masked) == len(text)
    assert all(masked[at] == text[at] for at in range(len(text)) if at not in inside)
