"""What has been released to a company, as a document to show its management: on a page and as tagged PDF.

document      parts in words already; the page and the paper show the same ones
presentation  why people stay and leave, what was promised, how sure it is, how nobody can be made out
follow-up     the sheet for the organisational and social work environment (OSA): risk, measure, who, when, checked
standing      how well a released finding stands, from the released bytes alone
promised      a commitment that everybody at the company may read
"""
