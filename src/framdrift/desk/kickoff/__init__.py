"""The kick-off page: one sitting from the plan to times that everybody keeps.

Round      the interviews of one step, with how many, how long and who sits; edited in one form.
Draft      what is proposed; nobody's time is taken before it is sent to the client.
Search     goes on while the page is read; it can be stopped, and what it finds takes the draft's place.
"""
