"""The report of `framdrift analyse` in its four forms.

document   the JSON document of the contract
text       the printed report
figures    what the charts show, and the sentence under each
drawing    the charts as SVG
html       the web page, one file, no scripts, no requests
pdf        the tagged PDF
"""
