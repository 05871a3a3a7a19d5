"""What can go wrong with the database, said to the person who must act."""

from collections.abc import Callable


class DatabaseProblem(Exception):
    """The database cannot be used.  `problem` says what is wrong and where, `remedy` what to do about it.

    Both are English sentences marked for the catalogues, with `{named}` places filled from `values`, so that a screen
    can translate first and fill in afterwards.
    """

    def __init__(self, problem: str, remedy: str, **values: object) -> None:
        super().__init__(problem, remedy)
        self.problem, self.remedy, self.values = problem, remedy, values

    def explain(self, translate: Callable[[str], str] = str) -> str:
        """The problem and the remedy, a line each, after `translate` has turned the two sentences into a language."""
        return "\n".join(translate(sentence).format(**self.values) for sentence in (self.problem, self.remedy))

    def __str__(self) -> str:
        return self.explain()
