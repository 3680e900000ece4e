"""What every handled matter shares, whatever it is about; for now its letters (公文、文书).

A *template* (模板) is a file of `rules/letters`: what the letter says, which facts it needs, on
which article it rests. A *letter* (告知书、答复书、函) is a template with the facts of one matter.
Once issued (发出) it has a number and never changes; a wrong one is voided (作废) or superseded
(替代), and stays. Under 政府信息公开条例 第三十条 to 第四十二条; the remedies (救济途径) under
行政复议法 第二十条、第二十三条 and 行政诉讼法 第四十五条、第四十六条.
"""
