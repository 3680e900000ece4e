"""Intake: take in documents as they really are, and say what they are.

Web captures with navigation around them, broken traditional characters with pinyin in brackets,
tables flattened to lines, Word files: read into title, document number, issuing body, dates and
body, without an instance. The parts of an official paper (版头, 主体, 版记; 标题, 发文字号,
发文机关署名, 成文日期) are those of GB/T 9704-2012; the labels of web pages those that
《政府网站发展指引》(国办发〔2017〕47号) and the catalogues of government information use.

Every field comes with its evidence: the line it was taken from and the rule that took it. What was
guessed is said to be a guess. Nothing here knows a database; `reading.read` is the door.
"""
