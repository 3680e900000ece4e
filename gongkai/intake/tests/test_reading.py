"""What a clerk sees after choosing a file: title, number, issuing body, dates, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.intake.reading import Reading, read, read_markup

SAMPLES = Path(__file__).parent / "samples"


def reading_of(name: str, **options: bool) -> Reading:
    return read((SAMPLES / name).read_bytes(), name, **options)


NOTICE = "名川县项目评审中心关于印发《2026年政务公开工作推进方案》的通知"
POINTS = "名川县人民政府办公室关于印发名川县2026年政务公开工作要点的通知"
JOINT = (
    "名川县教育局 名川县财政局 名川县人力资源和社会保障局"
    "关于印发《名川县教师周转宿舍管理办法（试行）》的通知"
)


@pytest.mark.parametrize(
    ("name", "title", "number", "issued_by", "adopted_on", "published_on"),
    [
        (
            "capture_with_menus.txt",
            NOTICE,
            None,
            "名川县项目评审中心",
            date(2026, 4, 23),
            date(2026, 4, 24),
        ),
        (
            "capture_two_line_title.txt",
            "名川县人民政府办公室关于推进政务公开制度和平台建设的通知",
            "名政办发〔2026〕23号",
            "名川县人民政府办公室",
            date(2026, 7, 17),
            None,
        ),
        (
            "capture_without_signature.txt",
            POINTS,
            None,
            "名川县人民政府办公室",
            None,
            date(2026, 3, 23),
        ),
        (
            "spoiled_traditional.txt",
            "名川县政务公开标准化试点工作方案",
            None,
            None,
            date(2026, 9, 20),
            None,
        ),
        (
            "report_without_title.txt",
            "2025年政府信息公开工作情况汇报",
            None,
            "名川经济开发区党政办",
            date(2026, 3, 27),
            None,
        ),
        (
            "order.html",
            "名川县城市养犬管理办法",
            "名川县人民政府令第3号",
            "名川县人民政府",
            date(2026, 2, 10),
            None,
        ),
        (
            "page_with_box.html",
            "名川县人民政府办公室关于印发名川县政务公开工作要点的通知",
            "名政办发〔2026〕3号",
            "名川县人民政府办公室",
            date(2026, 3, 1),
            date(2026, 3, 5),
        ),
        (
            "old_page_gb18030.html",
            "名川县人民政府关于表彰二〇一〇年度先进单位的决定",
            "名政发〔2011〕3号",
            "名川县人民政府",
            date(2011, 2, 15),
            None,
        ),
        (
            "joint_letter_utf16.txt",
            JOINT,
            "名教联发〔2026〕7号",
            "名川县教育局、名川县财政局、名川县人力资源和社会保障局",
            date(2026, 3, 11),
            None,
        ),
        (
            "paper_with_head.txt",
            "名川县教育局关于做好2026年义务教育招生入学工作的通知",
            "名教发〔2026〕3号",
            "名川县教育局",
            date(2026, 4, 9),
            None,
        ),
        ("news.html", "名川县召开政务公开工作推进会", None, None, None, date(2026, 5, 6)),
        (
            "meeting.txt",
            "关于召开县政务公开领导小组会议的通知",
            None,
            "名川县政务公开领导小组办公室",
            date(2026, 5, 6),
            None,
        ),
    ],
)
def test_fields_are_found(
    name: str,
    title: str | None,
    number: str | None,
    issued_by: str | None,
    adopted_on: date | None,
    published_on: date | None,
) -> None:
    reading = reading_of(name)
    assert reading.title == title
    assert reading.document_number == number
    assert reading.issued_by == issued_by
    assert reading.adopted_on == adopted_on
    assert reading.published_on == published_on


def test_the_text_begins_after_the_menus_and_ends_before_the_footer() -> None:
    reading = reading_of("capture_two_line_title.txt")
    lines = reading.body_text.split("\n")
    assert lines[0] == "各乡镇人民政府,县政府各部门:"
    assert lines[-1].startswith("(一)整合前端入口。")
    assert "网站标识码、网站地图等要素" in lines[-1]  # a sentence about websites is no footer
    assert "政府工作报告" in reading.removed
    assert any("ICP备" in line for line in reading.removed)


def test_numbers_that_the_text_cites_are_not_taken_for_its_own() -> None:
    reading = reading_of("capture_with_menus.txt")
    assert "名政办发〔2026〕14号" in reading.body_text
    assert reading.document_number is None
    assert "没有找到发文字号；如果原件有，请填写。" in reading.warnings


def test_every_value_says_where_it_comes_from() -> None:
    reading = reading_of("capture_two_line_title.txt")
    assert set(reading.evidence) == {"title", "document_number", "issued_by", "adopted_on"}
    dated = reading.evidence["adopted_on"]
    assert dated.rule == "署名之下独占一行的日期"
    assert dated.quote == "名川县人民政府办公室 / 2026年7月17日"
    source = (SAMPLES / "capture_two_line_title.txt").read_text("utf-8").split("\n")
    assert dated.line is not None
    assert source[dated.line - 1] == "2026年7月17日"


def test_a_guess_is_called_a_guess() -> None:
    reading = reading_of("report_without_title.txt")
    assert not reading.evidence["title"].sure
    assert any("标题“2025年政府信息公开工作情况汇报”是推断的" in one for one in reading.warnings)
    assert reading.evidence["adopted_on"].sure


def test_spoiled_traditional_characters_are_mended_and_said_to_be() -> None:
    reading = reading_of("spoiled_traditional.txt")
    assert reading.body_text.startswith("各乡镇人民政府,县直各部门、单位:")
    assert "ā" not in reading.body_text
    assert "(PPP项目除外)" in reading.body_text
    assert reading.warnings[0] == "原文夹有括注拼音，并被转成了繁体字，已还原为简体字，请核对。"


def test_a_table_flattened_to_lines_is_a_table_again() -> None:
    reading = reading_of("spoiled_traditional.txt")
    assert '<th scope="col">责任部门</th>' in reading.body_html
    assert "<tr><td>1</td><td>建立试点工作领导小组</td><td>县政府办</td></tr>" in reading.body_html
    assert "序号 | 工作任务 | 责任部门" in reading.body_text
    assert any("（3行3列），请核对" in one for one in reading.warnings)


def test_a_flattened_table_whose_columns_cannot_be_told_is_left_and_said() -> None:
    lines = "\n".join(f"{word} |" for word in "甲乙丙丁戊")
    text = f"名川县财政局关于公布清单的通知\n各乡镇人民政府：\n现予公布。\n{lines}\n"
    reading = read_markup(text, "a.txt")
    assert "<table" not in reading.body_html
    assert "丁 |" in reading.body_text
    assert any("分不清有几列" in one for one in reading.warnings)


def test_rows_written_on_one_line_each_become_a_table() -> None:
    text = "名川县财政局关于公布清单的通知\n项目 | 金额\n--- | ---\n培训 | 1\n会议 | 2\n"
    reading = read_markup(text, "a.txt")
    assert "<tr><td>培训</td><td>1</td></tr>" in reading.body_html
    assert "---" not in reading.body_text


def test_merged_cells_of_a_page_stay_merged() -> None:
    reading = reading_of("old_page_gb18030.html")
    assert '<td rowspan="2">单位</td><td colspan="2">得分</td>' in reading.body_html


def test_blanks_that_a_capture_left_inside_sentences_are_closed() -> None:
    reading = reading_of("capture_with_menus.txt")
    assert "按季度报送落实情况" in reading.body_text
    assert "原文的字句中夹有多余的空格，已删去2处，请核对。" in reading.warnings


def test_headings_follow_the_numbering_of_official_papers() -> None:
    html = reading_of("capture_with_menus.txt").body_html
    assert "<h2>2026年政务公开工作推进方案</h2>" in html
    assert "<h3>一、总体要求</h3>" in html
    assert "<h4>(一)指导思想</h4>" in html
    assert "<p>(一)加强组织领导。各科室" in html  # a whole paragraph is no heading


def test_numbered_items_of_rules_are_paragraphs() -> None:
    html = reading_of("order.html").body_html
    assert "<p>（二）法律、法规规定的其他情形。</p>" in html
    assert "<strong>第一条</strong>" in html


def test_signature_and_date_stand_on_the_right() -> None:
    html = reading_of("capture_with_menus.txt").body_html
    assert '<p style="text-align: right">名川县项目评审中心</p>' in html
    assert '<p style="text-align: right">2026年4月23日</p>' in html


def test_a_trial_mark_below_an_attached_title_belongs_to_it() -> None:
    html = reading_of("joint_letter_utf16.txt").body_html
    assert "<h2>名川县教师周转宿舍管理办法（试行）</h2>" in html


def test_an_order_is_effective_on_the_day_it_names() -> None:
    assert reading_of("order.html").effective_on == date(2026, 5, 1)


def test_a_day_of_effect_that_depends_on_printing_is_left_to_the_clerk() -> None:
    assert reading_of("joint_letter_utf16.txt").effective_on is None


def test_effective_dates_of_other_rules_are_not_taken() -> None:
    text = (
        "名川县司法局关于学习宣传有关法律的通知\n各乡镇人民政府：\n"
        "《某某条例》自2026年7月1日起施行，请各单位结合实际认真组织学习宣传，确保取得实效。\n"
    )
    assert read_markup(text, "a.txt").effective_on is None


def test_the_time_of_a_meeting_is_not_a_date_of_publication() -> None:
    reading = reading_of("meeting.txt")
    assert reading.published_on is None
    assert "时间：2026年5月8日上午9时" in reading.body_text


def test_the_index_number_of_the_information_box_is_kept() -> None:
    assert reading_of("page_with_box.html").index_number == "99999999X/2026-00012"


def test_files_that_a_page_links_to_are_named() -> None:
    assert reading_of("page_with_box.html").attachments == ("政务公开任务分工表.xlsx",)


def test_pictures_that_did_not_come_along_are_asked_for() -> None:
    reading = reading_of("news.html")
    assert reading.images[0].source == "/pic/1.jpg"
    assert reading.images[0].data is None
    assert '<img src="intake-image/1" alt="会议现场">' in reading.body_html
    assert any("引用了1张图片" in one for one in reading.warnings)


def test_scripts_of_a_page_are_not_its_text() -> None:
    reading = reading_of("page_with_box.html")
    assert "不是正文" not in reading.body_text + reading.body_html


def test_a_signed_date_is_believed_over_a_label_and_the_difference_is_said() -> None:
    page = (
        (SAMPLES / "page_with_box.html").read_text("utf-8").replace("2026年03月01日", "2026-02-01")
    )
    reading = read_markup(page, "a.html")
    assert reading.adopted_on == date(2026, 3, 1)
    assert any("不一致，已取正文所署日期" in one for one in reading.warnings)


def test_half_width_punctuation_is_mended_only_when_asked() -> None:
    name = "capture_two_line_title.txt"
    assert "各乡镇人民政府,县政府各部门:" in reading_of(name).body_text
    mended = reading_of(name, full_width=True)
    assert "各乡镇人民政府，县政府各部门：" in mended.body_text
    assert "（此文件公开发布）" in mended.body_text
    assert mended.title == reading_of(name).title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_of_a_file_makes_no_difference(encoding: str) -> None:
    text = (SAMPLES / "meeting.txt").read_text("utf-8")
    assert read(text.encode(encoding), "a.txt").as_json() == reading_of("meeting.txt").as_json()


def test_a_number_behind_the_title_of_a_page_is_no_part_of_it() -> None:
    text = (
        "名川县人民政府办公室关于加强消防安全工作的通知（名政办发〔2026〕9号）\n"
        "各乡镇人民政府：\n现就有关事项通知如下。\n名川县人民政府办公室\n2026年3月30日\n"
    )
    reading = read_markup(text, "a.txt")
    assert reading.title == "名川县人民政府办公室关于加强消防安全工作的通知"
    assert reading.document_number == "名政办发〔2026〕9号"


def test_a_state_council_order_has_the_number_of_the_national_library() -> None:
    text = (
        "中华人民共和国国务院令\n第999号\n现公布《某某管理条例》，自2027年1月1日起施行。\n"
        "总理　　某某某\n2026年12月1日\n某某管理条例\n第一条 为了规范某某活动，制定本条例。\n"
    )
    reading = read_markup(text, "a.txt")
    assert (reading.document_number, reading.issued_by) == ("国令第999号", "国务院")
    assert reading.title == "某某管理条例"


def test_a_joint_order_has_the_number_of_the_body_named_first() -> None:
    text = (
        "中华人民共和国国务院\n中华人民共和国中央军事委员会\n令\n第999号\n"
        "现公布《某某管理条例》，自2027年1月1日起施行。\n2026年12月1日\n某某管理条例\n"
    )
    reading = read_markup(text, "a.txt")
    assert (reading.document_number, reading.issued_by) == ("国令第999号", "国务院、中央军事委员会")


def test_urgency_and_signatory_beside_a_number_are_no_part_of_it() -> None:
    text = (
        "特急　名政办明电〔2026〕1号　签发人：王某某\n名川县人民政府办公室关于防汛工作的紧急通知\n"
        "各乡镇人民政府：\n请各乡镇立即组织力量开展隐患排查。\n名川县人民政府办公室\n2026年7月1日\n"
    )
    assert read_markup(text, "a.txt").document_number == "名政办明电〔2026〕1号"


def test_all_signing_bodies_issue_a_paper_whose_title_names_only_their_count() -> None:
    text = (
        "名川县教育局等三部门关于做好校园安全工作的通知\n名教联发〔2026〕5号\n各乡镇人民政府：\n"
        "请各乡镇高度重视校园安全工作。\n名川县教育局　名川县公安局\n"
        "名川县卫生健康委\n2026年9月1日\n"
    )
    reading = read_markup(text, "a.txt")
    assert reading.issued_by == "名川县教育局、名川县公安局、名川县卫生健康委"


def test_a_date_without_a_label_beside_the_title_is_a_guess() -> None:
    text = (
        "名川县人民政府关于防汛工作的通知\n2026-05-06 16:20\n各乡镇人民政府：\n"
        "请各乡镇立即组织力量开展隐患排查。\n名川县人民政府\n2026年5月5日（此件公开发布）\n"
    )
    reading = read_markup(text, "a.txt")
    assert (reading.adopted_on, reading.published_on) == (date(2026, 5, 5), date(2026, 5, 6))
    assert not reading.evidence["published_on"].sure
    assert "16:20" not in reading.body_text


def test_the_date_below_the_title_of_rules_is_that_of_their_adoption() -> None:
    text = (
        "名川县人民代表大会议事规则\n（2026年1月8日县第十八届人民代表大会第五次会议通过）\n"
        "第一条 为了规范议事程序，根据有关法律，结合本县实际，制定本规则。\n"
    )
    assert read_markup(text, "a.txt").adopted_on == date(2026, 1, 8)


def test_the_printing_date_is_only_a_last_resort() -> None:
    text = (
        "名川县教育局关于校园安全工作的通知\n各乡镇中心学校：\n请各学校高度重视校园安全工作。\n"
        "名川县教育局办公室 2026年4月10日印发\n"
    )
    reading = read_markup(text, "a.txt")
    assert reading.adopted_on == date(2026, 4, 10)
    assert not reading.evidence["adopted_on"].sure


def test_headings_of_Markdown_are_headings() -> None:
    text = "# 名川县节约用水办法\n\n## 第一章 总则\n\n第一条 为了加强节约用水管理，制定本办法。\n"
    reading = read_markup(text, "a.md")
    assert reading.title == "名川县节约用水办法"
    assert "<h2>第一章 总则</h2>" in reading.body_html


def test_a_table_of_contents_does_not_double_the_headings() -> None:
    text = (
        "名川县粮食应急预案\n目 录\n1 总则\n2 附则\n1 总则\n"
        "为了有效应对粮食市场异常波动，制定本预案。\n"
        "2 附则\n本预案由县政府办公室负责解释，自印发之日起实施。\n"
    )
    html = read_markup(text, "a.txt").body_html
    assert html.count("<h2>1 总则</h2>") == 1
    assert "<p>1 总则</p>" in html


def test_a_greeting_of_the_website_is_not_the_beginning_of_the_text() -> None:
    text = (
        "今天是2026年5月6日，欢迎访问名川县人民政府门户网站，您是第100位访客。\n"
        "名川县人民政府关于防汛工作的通知\n各乡镇人民政府：\n请各乡镇立即组织力量排查隐患。\n"
    )
    reading = read_markup(text, "a.txt")
    assert reading.title == "名川县人民政府关于防汛工作的通知"
    assert reading.body_text.startswith("各乡镇人民政府：")
