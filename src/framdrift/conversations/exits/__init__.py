"""When somebody leaves: what the company thinks of it, what the interviewer notes after the talk, and the echo.

Leaver    an employment that ends at a company that holds exit talks; its manager and HR are each asked about it.
View      what one of them answers: regretted, avoidable, the believed reason. Neither sees the other's before both
          are in; then HR and the agency's lead see them side by side, and nobody else ever.
Shock     an event that set the thought of leaving going; the interviewer notes it after the talk, never before it.
Path      the way from the first thought to the decision (Lee and Mitchell's unfolding model).
Reading   shocks, path and the theme of the decisive reason, noted after a talk, sealed as what was said is.
Echo      a call three to six months later, to a private address that the leaver gave for it and for nothing else.
"""
