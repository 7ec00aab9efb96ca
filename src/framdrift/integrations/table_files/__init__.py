"""Tables of rows: CSV, XLSX and Parquet.

sniffing   what a text table is: its encoding, delimiter, columns and date format, refused where doubtful
columns    a table of events as the columns of an event log, for analysis without a database
importing  a table of candidates and their steps, for the database
rosters    a table of a company's employees, for the database
"""
