"""The verbs of annual reports.

`writing` start, write, enter, explain, choose members and rows · `finishing` approve, freeze,
reopen · `publishing` make a draft item of a frozen report.
"""
