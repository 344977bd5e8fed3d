"""All of the Loopbaantest as one object: bank, judgement, measured figures and norm tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from item_bank.loopbaantest.schema import Band, Bank, NormTable, Theme, WorkStatus
from models.loopbaantest import careless, comparison, graded, norms, scoring
from models.loopbaantest.measured import NOTHING, Measured
from models.loopbaantest.parameters import Parameters
from models.loopbaantest.schema import (
    AnswerError,
    Answers,
    Note,
    NoteCode,
    Result,
    Standing,
    ThemeChange,
    ThemeResult,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loopbaantest:
    """Scores answers; pure, and the same for every order in which they are handed in."""

    bank: Bank
    parameters: Parameters
    measured: Measured = NOTHING
    norms: tuple[NormTable, ...] = ()

    def _refuse_unknown(self, answers: Answers) -> None:
        known = {item.id for item in self.bank.items}
        for member, ids in (("answers", answers.values), ("milliseconds", answers.milliseconds)):
            for id_ in ids:
                if id_ not in known:
                    raise AnswerError(member, id_, f"bank {self.bank.version} has no statement with this id")

    def _standings(self, row: ThemeResult, status: WorkStatus) -> tuple[Standing, ...]:
        score, least, z = row.score, self.parameters.norm_n_least, self.parameters.z
        if score is None:
            return ()
        tables = [table for table in self.norms if table.status in (None, status)]
        found = (norms.standing(table, row.theme, score, z, least) for table in tables)
        return tuple(standing for standing in found if standing is not None)

    def _theme(self, theme: Theme, answers: Answers, present_first: bool) -> ThemeResult:
        items, parameters = self.bank.of(theme), self.parameters
        error = self.measured.errors.get(theme, parameters.item_error)
        row = scoring.score_theme(theme, items, answers, parameters, error)
        if row.band is None:
            return row
        model = self.measured.graded.get(theme)
        # Whoever is not content at work first looks at what can change there, also when this theme itself goes well.
        band = Band.STARTING if present_first and theme is Theme.BALANS else row.band
        return replace(
            row,
            graded=graded.score(model, items, answers, parameters.answered_least, parameters.z) if model else None,
            standings=self._standings(row, answers.status),
            next_steps=self.bank.themes[theme].next_steps(band, answers.status),
        )

    def score(self, answers: Answers) -> Result:
        """Return the result of one test.

        Raises
        ------
        AnswerError
            When an id is not in the bank.

        Examples
        --------
        >>> from item_bank.loopbaantest.bank import bank
        >>> from models.loopbaantest.parameters import parameters
        >>> test = Loopbaantest(bank=bank(), parameters=parameters())
        >>> agree = Answers(status=WorkStatus.WORKING, values={item.id: 4 for item in bank().items})
        >>> {row.score.value for row in test.score(agree).themes}  # four statements at 75, the reversed one at 25
        {65.0}
        """
        self._refuse_unknown(answers)
        satisfaction = answers.satisfaction
        present_first = (
            answers.status is WorkStatus.WORKING
            and satisfaction is not None
            and satisfaction <= self.parameters.low_satisfaction
        )
        themes = tuple(self._theme(theme, answers, present_first) for theme in Theme)
        return Result(
            bank_version=self.bank.version,
            themes=themes,
            weakest=scoring.weakest(themes, self.parameters.z),
            notes=self._notes(answers, themes, present_first),
        )

    def _notes(self, answers: Answers, themes: Sequence[ThemeResult], present_first: bool) -> tuple[Note, ...]:
        found = []
        if not any(row.standings for row in themes):
            found.append(Note(code=NoteCode.NO_NORMS))
        unscored = [row for row in themes if row.score is None]
        if unscored:
            found.append(
                Note(code=NoteCode.THEMES_OPEN, items=tuple(item for row in unscored for item in row.open_items))
            )
        if present_first:
            found.append(Note(code=NoteCode.PRESENT_JOB_FIRST))
        return (*found, *careless.notes(self.bank.items, answers, self.parameters, self.measured.graded))

    def compare(self, before: Answers, after: Answers) -> tuple[ThemeChange, ...]:
        """Return what changed between two tests of one person, theme by theme.

        Raises
        ------
        AnswerError
            When an id is not in the bank.
        """
        return comparison.compare(self.score(before).themes, self.score(after).themes, self.parameters.z)
