"""The annual report of a body on its work of disclosure (政府信息公开工作年度报告).

Under 政府信息公开条例 第四十九条 (departments publish by 31 January, governments of county level
and above by 31 March) and 第五十条 (what it contains), in the format of 国办公开办函〔2021〕30号.
The form is data (`rules/reports/`): every cell of its three tables names a query, and nobody types
what can be counted. A report is written, approved (审定), frozen (定稿) and published; what is
frozen keeps its numbers whatever changes afterwards. A rolled-up report (汇总) adds up those of the
bodies that a government answers for.
"""
