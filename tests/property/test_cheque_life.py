"""The life of a cheque, walked at random: whatever is told in whatever order, the promises hold."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import combinations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.loopbaancheque import life_commands as commands
from models.loopbaancheque import life_file
from models.loopbaancheque.file import missing
from models.loopbaancheque.life import Cheque, Right, Status, apply, money, replay, right, status
from models.loopbaancheque.life_commands import Frame, LifeError
from models.loopbaancheque.life_deadlines import Deadlines
from models.loopbaancheque.life_events import (
    Annulled,
    Annulment,
    Event,
    Incomplete,
    Mode,
    Payer,
    Reversal,
    Theme,
    Told,
    Witness,
)
from models.loopbaancheque.life_terms import Terms

RULES = Deadlines.of(None)
FOLLOWS: dict[Status, set[Status]] = {
    Status.REQUESTED: {Status.REFUSED, Status.AWAITING_PAYMENT},
    Status.REFUSED: {Status.OBJECTED},
    Status.OBJECTED: {Status.REFUSED, Status.AWAITING_PAYMENT},
    Status.AWAITING_PAYMENT: {Status.PAYMENT_LAPSED, Status.ISSUED, Status.EXPIRED_UNUSED, Status.ANNULLED},
    Status.PAYMENT_LAPSED: {Status.ISSUED, Status.EXPIRED_UNUSED},  # paid in time, told late
    Status.ISSUED: {Status.EXPIRED_UNUSED, Status.ACTIVE, Status.ANNULLED},
    Status.EXPIRED_UNUSED: {Status.ACTIVE},  # started in time, told late
    Status.ACTIVE: {Status.CLOSED, Status.ANNULLED},
    Status.CLOSED: {Status.ANNULLED},
    Status.ANNULLED: set(),
}
TERMS = st.builds(
    Terms,
    vat_percent=st.just(21),
    version=st.just(date(2020, 1, 1)),
    cheque_number=st.sampled_from([1, 2]),
    half_hours=st.sampled_from([6, 8]),
    contribution_cents=st.sampled_from([4000, 4500, 9000]),
    rate=st.sampled_from([1_375_000, 1_402_500, 1_500_000, None]),
)
BACK = st.integers(0, 20)


class Life(RuleBasedStateMachine):
    """One cheque, told about by people who make mistakes and are late."""

    def __init__(self) -> None:
        super().__init__()
        self.today = date(2024, 1, 10)
        self.log: list[Event] = []
        self.cheque: Cheque | None = None
        self.terms: Terms | None = None
        self.seen = Status.REQUESTED

    @property
    def frame(self) -> Frame:
        return Frame(today=self.today, rules=RULES)

    def look(self) -> None:
        assert self.cheque
        now = status(self.cheque, self.today, RULES)
        assert now is self.seen or now in FOLLOWS[self.seen], f"{self.seen} -> {now}"
        self.seen = now

    def tell(self, command: Callable[..., list[Event]], **fact: object) -> None:
        assert self.cheque
        before = self.cheque
        try:
            events = command(self.cheque, frame=self.frame, **fact)
        except LifeError:
            assert replay(self.log) == before
            return
        for event in events:
            self.log.append(event)
            self.cheque = apply(self.cheque, event)
        self.look()

    @initialize(met=st.sampled_from([True, True, True, True, False, None]), terms=TERMS)
    def ask(self, met: bool | None, terms: Terms) -> None:
        self.terms = terms
        reasons = () if met else ("working",)
        self.log = commands.request(
            on=self.today, version=terms.version, met=met, reasons=reasons, terms=terms, frame=self.frame
        )
        self.cheque = replay(self.log)
        self.seen = status(self.cheque, self.today, RULES)

    @rule(days=st.sampled_from([1, 1, 2, 7]))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.look()

    @precondition(lambda self: self.seen not in (Status.AWAITING_PAYMENT, Status.ISSUED) or self.today.day % 5 == 0)
    @rule(days=st.sampled_from([14, 15, 84, 85, 400]))
    def wait_long(self, days: int) -> None:
        self.wait(days)

    @precondition(lambda self: self.seen in (Status.AWAITING_PAYMENT, Status.ISSUED, Status.ACTIVE))
    @rule()
    def go_on(self) -> None:
        """Do what usually follows, so that walks get to the end of a life often."""
        assert self.terms
        if self.seen is Status.AWAITING_PAYMENT:
            cents = self.terms.contribution_cents
            self.tell(commands.pay, on=self.today, amount_cents=cents, payer=Payer.CITIZEN)
            self.today += timedelta(days=1)
        elif self.seen is Status.ISSUED:
            self.tell(commands.activate, on=self.today, centre_id="a", vat=True)
        else:
            fact = {"mode": Mode.ONLINE, "themes": (), "other_theme": None, "starts_at": self.next_hour()}
            self.tell(commands.hold_session, on=self.today, minutes=60, **fact)

    def next_hour(self) -> time:
        return time((8 + len(self.cheque.talks if self.cheque else ())) % 24)

    @rule(granted=st.booleans())
    def decide(self, granted: bool) -> None:
        self.tell(commands.decide, granted=granted, reasons=("residence",), terms=self.terms)

    @rule(back=BACK)
    def disagree(self, back: int) -> None:
        self.tell(commands.object_to_refusal, on=self.today - timedelta(days=back))

    @rule(back=BACK, right_amount=st.integers(0, 9), payer=st.sampled_from(Payer))
    def pay(self, back: int, right_amount: int, payer: Payer) -> None:
        assert self.terms
        amount = self.terms.contribution_cents if right_amount else 1
        self.tell(commands.pay, on=self.today - timedelta(days=back), amount_cents=amount, payer=payer)

    @rule(back=BACK, centre=st.sampled_from(["a", "b"]), vat=st.booleans())
    def start(self, back: int, centre: str, vat: bool) -> None:
        had = self.cheque and self.cheque.activated
        self.tell(commands.activate, on=self.today - timedelta(days=back), centre_id=centre, vat=vat)
        assert self.cheque
        assert not had or self.cheque.activated == had, "a cheque starts once"

    @precondition(lambda self: self.seen in (Status.ACTIVE, Status.CLOSED))
    @rule(
        back=BACK,
        minutes=st.integers(1, 300),
        mode=st.sampled_from(Mode),
        themes=st.sets(st.sampled_from(Theme), max_size=3),
        hour=st.sampled_from([None, time(9), time(10, 30), time(23)]),
    )
    def talk(self, back: int, minutes: int, mode: Mode, themes: set[Theme], hour: time | None) -> None:
        fact = {"mode": mode, "themes": tuple(themes), "starts_at": hour}
        other = "iets anders" if Theme.OTHER in themes else None
        on = self.today - timedelta(days=back)
        self.tell(commands.hold_session, on=on, minutes=minutes, other_theme=other, **fact)

    @precondition(lambda self: self.seen in (Status.ISSUED, Status.ACTIVE))
    @rule(back=BACK, text=st.sampled_from(["2026-11", "2026-11", "onze tekst"]), by=st.sampled_from(Witness))
    def agree(self, back: int, text: str, by: Witness) -> None:
        on = self.today - timedelta(days=back)
        self.tell(life_file.agree, on=on, text_version=text, text_hash=None, by=by)

    @precondition(lambda self: self.seen in (Status.ACTIVE, Status.CLOSED))
    @rule(session=st.integers(1, 4), by=st.sampled_from(Witness))
    def confirm(self, session: int, by: Witness) -> None:
        self.tell(life_file.attend, session=session, by=by)

    @precondition(lambda self: self.seen in (Status.ACTIVE, Status.CLOSED) and self.today.day % 3 == 0)
    @rule(session=st.integers(1, 4), reason=st.sampled_from(Reversal))
    def take_back(self, session: int, reason: Reversal) -> None:
        self.tell(life_file.take_back, session=session, reason=reason)

    @precondition(lambda self: self.seen in (Status.ACTIVE, Status.CLOSED) and self.today.day % 4 == 0)
    @rule(case=st.sampled_from(["a", "a", "b"]))
    def recover(self, case: str) -> None:
        assert self.cheque
        before = money(self.cheque, self.today, RULES)
        self.tell(life_file.recover, case=case)
        if self.log[-1].kind == "fee-recovered":
            after = money(self.cheque, self.today, RULES)
            assert (after.recovered, after.state_share) in ((before.state_share, 0), (before.recovered, 0))
            assert (after.fee, after.refund) == (before.fee, before.refund)

    @precondition(lambda self: self.seen in (Status.ACTIVE, Status.CLOSED))
    @rule(loses=st.booleans(), plan=st.booleans(), paper=st.booleans(), why=st.sampled_from([None, *Incomplete]))
    def close(self, loses: bool, plan: bool, paper: bool, why: Incomplete | None) -> None:
        before = self.seen
        papers = {"plan": plan, "agreement": paper, "attendance": paper}
        self.tell(commands.close, on=self.today, **papers, loses_hours=loses, incomplete=why)
        if before is not Status.CLOSED and self.seen is Status.CLOSED and self.cheque:
            assert bool(missing(self.cheque)) == (why is not None), "incomplete with a reason, complete without"

    @rule(mode=st.sampled_from(Mode))
    def care(self, mode: Mode) -> None:
        self.tell(commands.give_aftercare, on=self.today, mode=mode)

    @precondition(lambda self: self.seen not in (Status.AWAITING_PAYMENT, Status.ISSUED) or self.today.day % 3 == 0)
    @rule(reason=st.sampled_from(Annulment), back=st.integers(0, 400), late=st.sampled_from([0, 0, 1, 30]))
    def annul(self, reason: Annulment, back: int, late: int) -> None:
        on = self.today - timedelta(days=late)
        self.tell(commands.annul, on=on, reason=reason, fact_on=on - timedelta(days=back))

    def complaints(self) -> list[Event]:
        """Return what may be dated before what was told already."""
        return [e for e in self.log if isinstance(e, Annulled) and e.reason is not Annulment.WITHDRAWN]

    @invariant()
    def log_tells_all(self) -> None:
        if self.cheque:
            assert replay(self.log) == self.cheque
            taken_back = [talk.held for talk in self.cheque.talks if talk.reversed]
            between = [*taken_back, *self.complaints()]
            told = [event.on for event in self.log if not isinstance(event, Told) and event not in between]
            assert told == sorted(told), "what counts was told in order"
            assert len(self.cheque.talks) == sum(event.kind == "session" for event in self.log), "nothing is edited"

    @invariant()
    def hours_are_never_exceeded(self) -> None:
        if self.cheque and self.cheque.granted:
            assert self.cheque.half_hours <= self.cheque.granted.terms.half_hours
            assert self.cheque.remaining_half_hours >= 0
            assert self.cheque.online_half_hours <= self.cheque.half_hours

    @invariant()
    def talks_never_overlap(self) -> None:
        held = self.cheque.sessions if self.cheque else ()
        for one, two in combinations(held, 2):
            if one.on == two.on:
                assert one.starts_at, "two on one day both have an hour"
                assert two.starts_at
                first, second = sorted((one, two), key=lambda talk: talk.starts_at or time())
                end = datetime.combine(one.on, first.starts_at or time()) + timedelta(minutes=first.minutes or 0)
                assert end <= datetime.combine(one.on, second.starts_at or time())

    @invariant()
    def money_is_kept(self) -> None:
        if not self.cheque:
            return
        found = money(self.cheque, self.today, RULES)
        paid = self.cheque.paid.amount_cents if self.cheque.paid else 0
        assert found.refund in (0, paid)
        assert found.state_share is None or found.fee is None or 0 <= found.state_share <= found.fee
        if self.cheque.activated and not self.cheque.annulled:
            assert found.refund == 0
        if right(self.cheque, self.today, RULES) in (Right.INTACT, Right.RESTORED):
            assert found.refund == paid, "a right that stays or comes back costs nothing"


Life.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestLife = Life.TestCase
