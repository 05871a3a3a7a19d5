"""What can go wrong in the rulebook, said for the person who must put it right."""


class RulebookError(ValueError):
    """The rulebook itself is broken (a parameter file, a citation, a name): nothing is decided until it is mended."""


class ParameterMissing(RulebookError):
    """No value is in force for a parameter in this division on this date."""


class FactsError(ValueError):
    """The facts of one case cannot be used: a field is unknown, of the wrong kind or outside its range."""


class UnknownOperation(LookupError):
    """Nothing in the rulebook answers to this name."""


class CalendarError(ValueError):
    """No official calendar is known for a year, so working days cannot be counted."""
