"""What an event log says about waiting.

event       something happened in a case at an instant: an activity, perhaps by a resource
case        the thing the events belong to: a candidacy, an order, an application
ordered     by time within a case; equal times keep the order of the file
stay        from an event to the next one of its case; the last event of a case starts an open stay
end         an activity after which nothing is waited for: as a last event it starts no stay
pair        two activities that follow each other directly in a case
variant     the whole sequence of activities of a case
as of       the last instant that may be seen; open stays are censored there
outcome     the first of several competing causes that ends the time from a start activity
tick        a microsecond; durations are whole ticks inside, days of 86,400 s outside
"""
