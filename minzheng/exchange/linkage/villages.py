"""Which village or township of a county a text names."""

from functools import lru_cache

from minzheng.kernel.identity import places

_OFFICES = ("村民委员会", "社区居民委员会", "居民委员会", "委员会")


def place_named(county: int, text: str) -> tuple[int, int]:
    """The codes of the village and the township that a text names; 0 for what it does not name, or names twice.

    A township that is named tells apart two villages of one name.
    """
    if not text.strip():
        return 0, 0
    towns = {code for name, code in _towns(county) if name in text}
    named = [(name, code, town) for name, code, town in _villages(county) if name in text]
    longest = max((len(name) for name, _code, _town in named), default=0)
    found = {(code, town) for name, code, town in named if len(name) == longest and (not towns or town in towns)}
    if len(found) == 1:
        ((village, town),) = found
        return village, town
    return 0, towns.pop() if len(towns) == 1 else 0


@lru_cache(maxsize=200)
def _towns(county: int) -> list[tuple[str, int]]:
    return [(name, code) for code, name in places.below(county)]


@lru_cache(maxsize=200)
def _villages(county: int) -> list[tuple[str, int, int]]:
    """The villages as people call them, without what their office is called."""
    return [(_plain(name), code, town) for _name, town in _towns(county) for code, name in places.below(town)]


def _plain(name: str) -> str:
    for office in _OFFICES:
        if name.endswith(office):
            stem = name.removesuffix(office)
            return f"{stem}村" if office == "村民委员会" else f"{stem}社区" if "社区" in office else stem
    return name
