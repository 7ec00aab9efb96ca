"""Who exists and who may see what.

Agency    the consultancy that owns the installation.
Company   a client company; the wall inside the installation stands between companies.
Account   a person who signs in: agency staff, or a client's personal seat (then it has a company).
Role      what an account may do: admin, lead, consultant, interviewer, client manager, client HR.
Absence   days a person is away, with a deputy.
Viewer    the one who looks or acts; every query starts from one.
"""
