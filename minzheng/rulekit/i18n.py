"""The translation marker of the law: a label is an English sentence the message catalogues pick up by the name `_`.

rulekit stays free of Django, so the marker only marks; the screen translates the label when it shows it.
"""


def _(message: str) -> str:
    """Mark an English label for the catalogues and return it unchanged."""
    return message
