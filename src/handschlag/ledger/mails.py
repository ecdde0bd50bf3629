"""How clicks in mails show that a scanner made them: a burst over several links within seconds."""

#: The touch that is a click in a mail.
CLICKED = "email_clicked"
#: Touches that tell when a mail arrived.
ARRIVED = ("email_delivered", "email_sent")

#: Clicks no further apart than this (microseconds) belong to one burst.
BURST_GAP = 5_000_000
#: A burst over fewer links may be a person in a hurry.
BURST_LINKS = 3
#: The mapped fields that can say which link was clicked, the most exact first.
LINK_FIELDS = ("link", "landing_page", "path")
