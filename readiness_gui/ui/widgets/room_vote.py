"""A room votes on one signal at one machine: hidden votes, then the spread, and another round if need be."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from readiness_gui.core.model import Assessment, Ballot
from readiness_gui.core.terms import SignalId, Status
from readiness_gui.core.wording import percent
from readiness_gui.evidence.agreement import RoomView
from readiness_gui.evidence.room import LEAST_SUBJECTS, MOST_ROUNDS, RoomState, cast, room_kappa, room_state
from readiness_gui.ui.page import Edit, PageContext
from readiness_gui.ui.widgets.basics import breakable, button, column, label, row
from readiness_gui.ui.widgets.choice_group import ChoiceGroup, Option

#: key -> vote
KEYS = {Qt.Key.Key_1: Status.PRESENT, Qt.Key.Key_2: Status.ABSENT, Qt.Key.Key_3: Status.UNCLEAR}
LEVELS = range(1, 6)


class RoomVote(QWidget):
    """Emits ``edited`` with an :class:`Edit` for each vote; all it shows follows from the assessment."""

    edited = Signal(object)
    #: the participants are to be entered first
    start_wanted = Signal()

    def __init__(self, signal: SignalId, context: PageContext) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Ask the room"))
        self._signal, self._context = signal, context
        self._rules = context.framework.evidence
        self._assessment: Assessment | None = None
        #: the round asked for that has no vote yet, ``None`` for the newest that has
        self._wanted: int | None = None
        self._state = RoomState(1, (), 0, None)
        self._nobody = self._build_nobody()
        self._handing = self._build_handing()
        self._voting = self._build_voting()
        self._result = self._build_result()
        self._parts = (self._nobody, self._handing, self._voting, self._result)
        self._shown = self._nobody
        self.setLayout(column(*self._parts))
        self._show(self._nobody)

    def show_assessment(self, assessment: Assessment) -> None:
        """Show where the room stands; a vote that is being given is not disturbed."""
        old, self._assessment = self._assessment, assessment
        if old is not None and old.id != assessment.id:
            self._wanted = None
        before = self._state
        newest = room_state(assessment, self._signal, self._rules)
        if self._wanted is not None and newest.round >= self._wanted:
            self._wanted = None
        self._state = room_state(assessment, self._signal, self._rules, self._wanted)
        if not assessment.participants:
            self._show(self._nobody)
        elif self._state.view is not None:
            self._show_result(self._state.view, assessment)
        elif self._shown is not self._voting or before.waiting != self._state.waiting:
            self._show_handing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take 1 to 3 as the vote, then 1 to 5 as how sure; Return casts it."""
        key = Qt.Key(event.key())
        voting = self._shown is self._voting
        if voting and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_cast()
        elif voting and self._status.value is None and key in KEYS:
            self._status.show_value(KEYS[key])
            self._cast.setFocus()
        elif voting and self._status.value is not None and key - Qt.Key.Key_0 in LEVELS:
            self._sure.show_value(key - Qt.Key.Key_0)
            self._cast.setFocus()
        else:
            super().keyPressEvent(event)

    def _show(self, wanted: QWidget) -> None:
        """Show one part; the others take no room."""
        self._shown = wanted
        for part in self._parts:
            part.setVisible(part is wanted)

    # -- steps -------------------------------------------------------------------------------------

    def _show_handing(self) -> None:
        state = self._state
        name = state.waiting[0]
        self._round.setText(
            self.tr("Round {round} of at most {most}. {cast} of {all} voted.").format(
                round=state.round, most=MOST_ROUNDS, cast=state.cast, all=state.cast + len(state.waiting)
            )
        )
        self._whose.setText(self.tr("It is the turn of {name}.").format(name=breakable(name)))
        self._begin.setText(self.tr("I am {name}").format(name=_short(name)).replace("&", "&&"))
        self._begin.setAccessibleName(self.tr("I am {name}").format(name=name))
        self._without.setVisible(state.cast > 0)
        self._show(self._handing)

    def _on_begin(self) -> None:
        self._status.show_value(None)
        self._sure.show_value(None)
        self._problem.hide()
        asked = self.tr("{name}, is it so: “{signal}”?")
        name, signal = breakable(self._state.waiting[0]), self._context.framework.signals[self._signal].name
        self._voter.setText(asked.format(name=name, signal=signal))
        self._show(self._voting)
        self.setFocus()

    def _on_cast(self) -> None:
        if self._status.value is None:
            self._problem.show()
            return
        self._give(self._status.value, self._sure.value)

    def _give(self, status: object, sure: object) -> None:
        vote = status if isinstance(status, Status) else None
        level = sure if isinstance(sure, int) else None
        ballot = Ballot(self._state.waiting[0], self._signal, vote, level, self._state.round)
        self._status.show_value(None)
        self._sure.show_value(None)
        self._show(self._handing)
        self._begin.setFocus()
        self._edit((ballot,))

    def _on_without(self) -> None:
        state = self._state
        self._edit(tuple(Ballot(name, self._signal, None, None, state.round) for name in state.waiting))

    def _edit(self, ballots: tuple[Ballot, ...]) -> None:
        rules = self._rules
        self.edited.emit(Edit(lambda assessment: cast(assessment, ballots, rules)))

    def _on_again(self) -> None:
        self._wanted = self._state.round + 1
        if self._assessment is not None:
            self.show_assessment(self._assessment)
        self._begin.setFocus()

    # -- the result --------------------------------------------------------------------------------

    def _show_result(self, view: RoomView, assessment: Assessment) -> None:
        voted = sum(count for _, count in view.counts)
        for status, count in view.counts:
            share = percent(count / voted) if voted else "–"
            words = self.tr("{status}: {count} of {voted} ({share})")
            self._spread[status].setText(
                words.format(status=self._word(status), count=count, voted=voted, share=share)
            )
        self._outcome.setText(self._outcome_words(view, assessment))
        self._facts.setText("\n".join(self._fact_lines(view, assessment)))
        self._again.setVisible(self._state.may_go_on)
        words = self.tr("Talk about it, then vote again (round {round})").format(round=view.round + 1)
        self._again.setText(words)
        self._again.setAccessibleName(words)
        was_here = self._begin.hasFocus() or self._without.hasFocus()
        self._show(self._result)
        if was_here:
            (self._again if self._state.may_go_on else self._anew).setFocus()

    def _outcome_words(self, view: RoomView, assessment: Assessment) -> str:
        share = percent(self._rules.consensus_share)
        answer = assessment.signals[self._signal]
        if view.consensus is None:
            if self._state.may_go_on:
                return self.tr("No consensus: {share} of the votes would have to agree.").format(share=share)
            return self.tr("No consensus after {rounds} rounds. The answer stays as it is.").format(
                rounds=view.round
            )
        word = self._word(view.consensus)
        if answer.finding is None:
            return self.tr("The room agrees: {status}. That is the answer now.").format(status=word)
        if answer.finding.status is view.consensus:
            return self.tr("The room agrees with what was measured: {status}.").format(status=word)
        return self.tr("The room says: {status}. What was measured stands: {measured}.").format(
            status=word, measured=self._word(answer.finding.status).lower()
        )

    def _fact_lines(self, view: RoomView, assessment: Assessment) -> list[str]:
        lines = [self.tr("Round {round} of at most {most}").format(round=view.round, most=MOST_ROUNDS)]
        if view.abstained:
            lines.append(self.tr("{count} did not vote").format(count=view.abstained))
        if view.mean_confidence is not None:
            lines.append(
                self.tr("How sure on average: {sure} of 5").format(sure=f"{view.mean_confidence:.1f}")
            )
        kappa, subjects = room_kappa(assessment.ballots, self._rules)
        if kappa is not None:
            words = self.tr(
                "Fleiss' kappa over {count} signals: {kappa}. It is shown only and decides nothing."
            )
            lines.append(words.format(count=subjects, kappa=f"{kappa:.2f}"))
        elif subjects < LEAST_SUBJECTS:
            lines.append(self.tr("Fleiss' kappa needs votes on two signals."))
        else:
            lines.append(self.tr("Fleiss' kappa says nothing where all votes are the same."))
        return lines

    def _word(self, status: Status) -> str:
        word = self._context.framework.phrase(f"core.status.{status}")
        return word[:1].upper() + word[1:]

    # -- construction ------------------------------------------------------------------------------

    def _build_nobody(self) -> QWidget:
        told = label(
            self.tr("Say first who takes part; then each votes here, hidden from the others."), "muted"
        )
        go = button(self.tr("Enter the participants"), "room_start", role="link")
        go.clicked.connect(self.start_wanted)
        return _page(told, go)

    def _build_handing(self) -> QWidget:
        self._round = label("", "muted", name="room_round")
        self._whose = label("", "strong", name="room_whose")
        self._begin = button(self.tr("Begin"), "room_begin")
        self._begin.clicked.connect(self._on_begin)
        self._without = button(self.tr("Show the result without the others"), "room_without", role="link")
        self._without.clicked.connect(self._on_without)
        return _page(self._round, self._whose, self._begin, self._without)

    def _build_voting(self) -> QWidget:
        self._voter = label("", "strong", name="room_voter")
        options = [
            Option(status, f"{at}  {self._word(status)}") for at, status in enumerate(KEYS.values(), 1)
        ]
        self._status = ChoiceGroup("room_status", self.tr("Your vote"), options, across=True)
        ends = {1: self.tr("1, a guess"), 5: self.tr("5, sure")}
        levels = [Option(level, ends.get(level, str(level))) for level in LEVELS]
        self._sure = ChoiceGroup("room_sure", self.tr("How sure are you?"), levels, across=True)
        keys = self.tr("Keys: 1 to 3 for the vote, then 1 to 5 for how sure, then Return.")
        self._problem = label(self.tr("Choose a vote, or do not vote."), "error", name="room_problem")
        self._cast = button(self.tr("Cast the vote"), "room_cast", role="primary")
        self._cast.clicked.connect(self._on_cast)
        abstain = button(self.tr("Do not vote"), "room_abstain", role="quiet")
        abstain.clicked.connect(lambda: self._give(None, None))
        buttons = row(self._cast, abstain, spacing=1)
        buttons.addStretch(1)
        line = QWidget()
        line.setLayout(buttons)
        made = _page(
            self._voter, self._status, label(self.tr("How sure are you?"), "label"), self._sure,
            label(keys, "small"), self._problem, line,
        )  # fmt: skip
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return made

    def _build_result(self) -> QWidget:
        self._outcome = label("", "strong", name="room_outcome")
        self._spread = {status: label("", name=f"room_{status}") for status in Status}
        self._facts = label("", "muted", name="room_facts")
        self._again = button(self.tr("Another round"), "room_again")
        self._again.clicked.connect(self._on_again)
        self._anew = button(self.tr("Forget the votes and begin anew"), "room_anew", role="link")
        self._anew.clicked.connect(self._on_anew)
        return _page(self._outcome, *self._spread.values(), self._facts, self._again, self._anew)

    def _on_anew(self) -> None:
        signal = self._signal
        self._wanted = None
        self.edited.emit(Edit(lambda assessment: _without_votes(assessment, signal)))


def _without_votes(assessment: Assessment, signal: SignalId) -> Assessment:
    return replace(assessment, ballots=tuple(one for one in assessment.ballots if one.signal is not signal))


def _page(*parts: QWidget) -> QWidget:
    made = QWidget()
    layout = column(spacing=1)
    for part in parts:
        is_button = part.property("role") in ("link", "secondary")
        layout.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if is_button else Qt.AlignmentFlag(0))
    layout.addStretch(1)
    made.setLayout(layout)
    return made


def _short(name: str, limit: int = 30) -> str:
    return name if len(name) <= limit else f"{name[: limit - 1]}…"
