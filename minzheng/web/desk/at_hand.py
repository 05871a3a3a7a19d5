"""A file at hand: uploaded and kept encrypted, not loaded yet.  Which one it is travels with the page, signed."""

from dataclasses import dataclass
from datetime import date

from django.core import signing

from minzheng.kernel.access.actors import Actor

_SALT = "file at hand"
_SECONDS = 24 * 3600


@dataclass(frozen=True)
class AtHand:
    """An uploaded file: the data set and month it was handed in for, its name and digest, the file that it mends."""

    feed: str
    month: date
    file_name: str
    digest: str
    mends: int | None = None

    def signed(self, actor: Actor) -> str:
        """The file as a word that only whoever uploaded it can bring back, within a day."""
        said = [actor.user_id, self.feed, self.month.isoformat(), self.file_name, self.digest, self.mends]
        return signing.dumps(said, salt=_SALT, compress=True)


def at_hand(word: str, actor: Actor) -> AtHand | None:
    """The file that a signed word stands for; None where it is another's, too old, or was changed."""
    try:
        user, feed, month, file_name, digest, mends = signing.loads(word, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return None
    return AtHand(feed, date.fromisoformat(month), file_name, digest, mends) if user == actor.user_id else None
