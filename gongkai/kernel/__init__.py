"""The kernel: what the platform knows without a database, a request or a framework.

Plain Python and no Django. Working days (工作日, with the make-up workdays 调休 of the yearly
notice of 国务院办公厅), dates as official papers write them, document numbers (发文字号), index
numbers (索引号), identifiers (统一社会信用代码, 公民身份号码), text hygiene, personal data in
texts that are about to become public, and readable differences between two versions. Everything
here is a pure function or a frozen value, so that every due date, number and refusal above can be
worked out again from the same facts. Law: 民法典 第二百零一条、二百零三条 for counting days; GB/T
9704-2012 for papers; 政府信息公开目录系统实施指引（试行）for index numbers.
"""
