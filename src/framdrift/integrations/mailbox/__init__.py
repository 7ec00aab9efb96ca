"""Mail that comes in, read from an IMAP mailbox or posted by a provider (docs/mail.md).

Application  a mail to an assignment's own address becomes a candidacy.
Answer       a mail that answers one of our letters lands where the letter belongs.
Bounce       a letter of ours that came back, with the server's reason.
Unsorted     what nobody could place with certainty; a person does.
Left         what is nobody's, and words about talks: flagged in the mailbox, and left there.
"""
