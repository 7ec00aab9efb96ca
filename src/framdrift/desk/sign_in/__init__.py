"""Pages for signing in and for one's own account.

Reset     a new password by a letter; staff only.
Code      six characters by letter, ten minutes, five tries, bound to the browser; client seats only.
Factor    what staff need beside the password: a code from an app, or a passkey.
"""
