"""Reading links: those that count, and the queue of those to be judged."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa
from django.db.models import Exists, OuterRef, Q, QuerySet

from minzheng.exchange.linkage.choices import COUNTING, LinkStatus
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.linkage.rows import Known
from minzheng.exchange.linking import hash_column
from minzheng.exchange.models import Batch
from minzheng.kernel.access.scope import Scope, subtree
from minzheng.registers.models import Membership, Person
from minzheng.registers.queries import survivors

#: The links of a data set: the key of a row, whose it is, how that was found, and how likely it is in thousandths.
LINKS = pa.schema([("key", pa.binary()), ("person", pa.int64()), ("how", pa.string()), ("share", pa.int32())])


def feeds_linked() -> list[str]:
    """The data sets of which a row was ever thought to be somebody's: in no other can a link count, or have counted."""
    return list(LinkCandidate.objects.order_by("feed").values_list("feed", flat=True).distinct())


def links_of(feed: str) -> pa.Table:
    """The rows of a data set that were linked without their number and count, as `LINKS`."""
    found = LinkCandidate.objects.filter(feed=feed, status__in=COUNTING).values_list("key", "person", "kind", "share")
    columns = list(zip(*((bytes(key), *rest) for key, *rest in found), strict=True)) or [()] * len(LINKS)
    arrays = [pa.array(column, each.type) for column, each in zip(columns, LINKS, strict=True)]
    return pa.Table.from_arrays(arrays, schema=LINKS)


def links_in(scope: Scope) -> QuerySet[LinkCandidate]:
    """The pairs of a scope, by place of the person; open ones only where the row counts for nobody.

    A row that came right by itself, or whose file is kept no more, is asked about no more.
    """
    counts = LinkCandidate.objects.filter(feed=OuterRef("feed"), key=OuterRef("key"), status__in=COUNTING)
    found = LinkCandidate.objects.filter(scope.q("division_code", person="person_id")).select_related("person")
    return found.exclude(Q(Exists(counts)) | Q(settled_on__isnull=False), status=LinkStatus.OPEN)


def linked_meanwhile(batch: Batch) -> int:
    """How many rows of a file that wait to be mended count for somebody until then."""
    return LinkCandidate.objects.filter(batch=batch, settled_on=None, status__in=COUNTING).count()


def people_numbered(hashes: Iterable[bytes]) -> list[int]:
    """The ids of those whose number has one of these keyed hashes."""
    return list(Person.objects.filter(**{f"{hash_column()}__in": list(hashes)}).values_list("id", flat=True))


def people_by_number(hashes: Iterable[bytes]) -> dict[bytes, Person]:
    """Those whose number has one of these keyed hashes, by it."""
    column = hash_column()
    people = Person.objects.filter(**{f"{column}__in": list(hashes)})
    return {bytes(getattr(person, column)): person for person in people}


def newest_person() -> int:
    """The id of whoever came into the register last; 0 where there is nobody."""
    return Person.objects.order_by("-id").values_list("id", flat=True).first() or 0


def names_after(person: int) -> Iterable[str]:
    """The names of those who came into the register after somebody, by id."""
    return Person.objects.filter(pk__gt=person).values_list("name", flat=True)


def how_many_of(place: int) -> int:
    """How many people of the register live in a place; everybody, where none is named."""
    return _of(place).count()


def known_people(day: date, place: int = 0, among: Iterable[int] | None = None) -> list[Known]:
    """The people of the register who live in a place, as rows are compared with them; kin as of a day.

    A record that was joined with another is left out: whoever it is of stands here as the survivor.

    among   those who alone are compared.
    """
    column, aliases = hash_column(), survivors()
    people, memberships = _of(place), Membership.objects.filter(valid__contains=day)
    if among is not None:
        people = people.filter(pk__in=list(among))
        memberships = memberships.filter(household__in=memberships.filter(person__in=people).values("household"))
    homes: dict[int, int] = {}
    members: dict[int, list[tuple[int, str]]] = {}
    for home, person, name in memberships.values_list("household_id", "person_id", "person__name"):
        homes[person] = home
        members.setdefault(home, []).append((person, name))
    return [
        Known(pk, name, None if number is None else bytes(number), birth, sex, village,
              [other for who, other in members.get(homes.get(pk, 0), ()) if who != pk])
        for pk, name, number, birth, sex, village in people.order_by("pk").values_list(
            "pk", "name", column, "birth_date", "sex", "residence_code")
        if pk not in aliases
    ]  # fmt: skip


def _of(place: int) -> QuerySet[Person]:
    people = Person.objects.all()
    if not place:
        return people
    first, after = subtree(place)
    return people.filter(residence_code__gte=first, residence_code__lt=after)


def judged(rows: list[tuple[str, bytes]]) -> set[tuple[str, bytes]]:
    """Those of some rows (data set and key) that count for somebody already."""
    found = LinkCandidate.objects.filter(status__in=COUNTING, key__in=[key for _feed, key in rows])
    return {(feed, bytes(key)) for feed, key in found.values_list("feed", "key")} & set(rows)
