"""How a Chinese character is read aloud."""

from functools import cache


@cache
def readings(character: str) -> tuple[str, ...]:
    """How a character may sound, as `li`, the most frequent reading first."""
    from pypinyin import Style, pinyin  # its dictionary takes half a second to load: only for whoever asks

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


@cache
def reading_with_tone(character: str) -> str:
    """The most frequent reading of a character with its tone, as `li4`; what is no Chinese character, as it is."""
    from pypinyin import Style, pinyin

    return pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0][0].lower()
