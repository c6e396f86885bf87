"""How sure a verdict is: the share of outcomes over all that the evidence leaves open.

Two shares are told. The first counts every way in which the unclear signals can fall, with all
else taken as it stands. For the second, worlds are drawn with a fixed seed: the unclear signals
fall in each of their ways equally often, and a measured signal is read anew from what was measured:

- retention: decline and tail from normal distributions with the spread of their intervals;
- need profiles: how many users of a sample of the same size show each profile (binomial);
- opposite complaints: each segment's share from its Beta(1 + low, 1 + high);
- the gate: whether the lift is 15 % or more, with the probability that its readings give.

Counts (active users) and decisions (priority) are not samples and stay. What a team overrode or
claims stays too: there is no interval to draw from.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice, product

from readiness_gui.core.figures import ComplaintFigures, DiversityFigures, PmfFigures
from readiness_gui.core.framework import Framework
from readiness_gui.core.model import Assessment
from readiness_gui.core.signal import SignalAnswer
from readiness_gui.core.terms import GateResult, SignalId, Status, VerdictCode
from readiness_gui.core.verdict import Inputs, inputs_of, outcome
from readiness_gui.core.whatif import with_status

WORLDS = 1_000
SEED = 20_260
#: half widths of 95 % and 90 % intervals in standard deviations
Z_95, Z_90 = 1.96, 1.645

#: a signal that moves fewer of the worlds than this is not worth naming
NOTICEABLE = 0.01

Draw = Callable[[random.Random], Status]


Shares = tuple[tuple[VerdictCode, float], ...]
World = tuple[dict[SignalId, Status], VerdictCode]


@dataclass(frozen=True, slots=True)
class Sureness:
    """Shares of verdicts, most likely first, and the signal whose answer moves them most."""

    #: over all that is open: the draws where something measured is, else the ways
    shares: Shares
    matters: SignalId | None
    #: the signals that were drawn anew or fall either way
    open_signals: tuple[SignalId, ...]
    #: over all ways the unclear signals can fall, each way once
    ways: Shares = ()
    #: how many ways these are
    ways_count: int = 1
    #: something measured was read anew from within its interval
    sampled: bool = False


def sureness(assessment: Assessment, framework: Framework) -> Sureness:
    """Return how the verdict falls over all ways and draws; the same assessment gives the same shares."""
    inputs = inputs_of(assessment)
    unclear = [signal for signal in SignalId if inputs.signals[signal] is Status.UNCLEAR]
    draws = {
        signal: draw
        for signal in SignalId
        if signal not in unclear and (draw := _draw_of(assessment, signal, framework)) is not None
    }
    ways = list(_ways(inputs, unclear, framework))
    gates = _gates(assessment)
    counted = _shares(ways)
    if not draws and gates is None:
        return Sureness(counted, _matters(ways), tuple(unclear), counted, len(ways))
    worlds = _worlds(inputs, unclear, draws, gates, framework)
    found = tuple(signal for signal in SignalId if signal in draws or signal in unclear)
    return Sureness(_shares(worlds), _matters(worlds), found, counted, len(ways), sampled=True)


def _ways(inputs: Inputs, unclear: Sequence[SignalId], framework: Framework) -> Iterator[World]:
    """Yield every way in which the unclear signals can fall, with the verdict it leads to."""
    for fallen in product((Status.PRESENT, Status.ABSENT), repeat=len(unclear)):
        world = inputs
        for signal, status in zip(unclear, fallen, strict=True):
            world = with_status(world, signal, status, framework.thresholds)
        yield dict(zip(unclear, fallen, strict=True)), outcome(world, framework.thresholds)[0]


def _worlds(
    inputs: Inputs,
    unclear: Sequence[SignalId],
    draws: Mapping[SignalId, Draw],
    gates: tuple[float, GateResult] | None,
    framework: Framework,
) -> list[World]:
    """Return ``WORLDS`` draws; the ways of the unclear signals take turns, so that none is favoured."""
    generator = random.Random(SEED)  # noqa: S311 - a simulation
    falls = cycle(product((Status.PRESENT, Status.ABSENT), repeat=len(unclear)))
    worlds: list[World] = []
    for fallen in islice(falls, WORLDS):
        world = inputs
        drawn = dict(zip(unclear, fallen, strict=True))
        drawn |= {signal: draw(generator) for signal, draw in draws.items()}
        for signal, status in drawn.items():
            if status is not inputs.signals[signal]:
                world = with_status(world, signal, status, framework.thresholds)
        if gates is not None:
            world = replace(world, gate=gates[1] if generator.random() < gates[0] else GateResult.UNDER_15)
        worlds.append((drawn, outcome(world, framework.thresholds)[0]))
    return worlds


def _shares(worlds: Sequence[World]) -> Shares:
    counts = Counter(code for _, code in worlds)
    return tuple((code, count / len(worlds)) for code, count in counts.most_common())


def _draw_of(assessment: Assessment, signal: SignalId, framework: Framework) -> Draw | None:
    """Return how a signal is drawn from what was measured, ``None`` where there is no interval."""
    answer = assessment.signals[signal]
    if answer.finding is None or answer.overridden:
        return None
    return _measured(answer, framework)


def _measured(answer: SignalAnswer, framework: Framework) -> Draw | None:
    match answer.finding.figures if answer.finding else None:
        case PmfFigures() as figures:
            return _pmf(figures, framework)
        case DiversityFigures() as figures:
            return _diversity(figures, framework)
        case ComplaintFigures() as figures:
            return _complaints(figures)
        case _:
            return None


def _pmf(found: PmfFigures, framework: Framework) -> Draw | None:
    """Draw decline and level; present is flat and healthy, as in the evidence rules."""
    fall = (found.decline, found.decline_low, found.decline_high)
    spread = (*fall, found.tail, found.tail_low, found.tail_high)
    if found.benchmark is None or any(one is None for one in spread):
        return None
    decline, decline_low, decline_high, tail, tail_low, tail_high = (one or 0.0 for one in spread)
    strong = found.survey is not None and found.survey.strong
    benchmark, limit = found.benchmark, _decline_limit(found.period_days, framework)

    def draw(generator: random.Random) -> Status:
        falls = generator.gauss(decline, (decline_high - decline_low) / (2 * Z_90))
        level = generator.gauss(tail, (tail_high - tail_low) / (2 * Z_95))
        if falls > limit or level < benchmark / 2:
            return Status.ABSENT
        # as in the evidence rules, a strong survey may turn unclear into present
        return Status.PRESENT if level >= benchmark or strong else Status.UNCLEAR

    return draw


def _decline_limit(period_days: int, framework: Framework) -> float:
    """Return the greatest decline a period that still counts as flat: half lost in 12 months or 26 weeks."""
    rules = framework.evidence
    return rules.decline_limit_monthly if period_days > 7 else rules.decline_limit_weekly


def _diversity(found: DiversityFigures, framework: Framework) -> Draw | None:
    if not found.users or not found.counts:
        return None
    rules = framework.evidence
    chances = [min(1.0, one.users / found.users) for one in found.counts]

    def draw(generator: random.Random) -> Status:
        seen = [sum(generator.random() < chance for _ in range(found.users)) for chance in chances]
        if sum(one >= rules.profile_users_minimum for one in seen) >= rules.profiles_minimum:
            return Status.PRESENT
        once = any(one == 1 for one in seen)
        return Status.UNCLEAR if once or found.users < rules.interviews_minimum else Status.ABSENT

    return draw


def _complaints(found: ComplaintFigures) -> Draw | None:
    pairs = []
    for axis in found.axes:
        votes = {one.segment: one for one in axis.segments}
        if axis.pair is not None and axis.crosses:
            pairs.append(tuple(votes[name] for name in axis.pair))
    if not pairs:
        return None

    def draw(generator: random.Random) -> Status:
        crossed = any(
            generator.betavariate(1 + below.low, 1 + below.high) > 0.5
            and generator.betavariate(1 + above.low, 1 + above.high) < 0.5
            for below, above in pairs
        )
        return Status.PRESENT if crossed else Status.UNCLEAR

    return draw


def _gates(assessment: Assessment) -> tuple[float, GateResult] | None:
    """Return the probability of 15 % or more and what the gate says then, where readings decided it."""
    found, result = assessment.gate.finding, assessment.gate.result
    decided = {GateResult.UNDER_15, GateResult.RISING, GateResult.PLATEAU}
    if found is None or result not in decided or found.overall.probability_15 is None:
        return None
    return found.overall.probability_15, GateResult.RISING if result is GateResult.UNDER_15 else result


def _matters(worlds: Sequence[World]) -> SignalId | None:
    """Return the signal with the greatest distance between verdicts with it present and without."""
    found = {signal: _distance(worlds, signal) for signal in worlds[0][0]}
    best = max(found, key=lambda signal: found[signal], default=None)
    return best if best is not None and found[best] >= NOTICEABLE else None


def _distance(worlds: Sequence[World], signal: SignalId) -> float:
    """Return the total variation distance, weighted by how even the two sides are."""
    sides: Mapping[bool, Counter[VerdictCode]] = defaultdict(Counter)
    for drawn, code in worlds:
        sides[drawn[signal] is Status.PRESENT][code] += 1
    with_it, without = sides[True], sides[False]
    total, rest = with_it.total(), without.total()
    if not total or not rest:
        return 0.0
    codes = set(with_it) | set(without)
    apart = sum(abs(with_it[code] / total - without[code] / rest) for code in codes) / 2
    return apart * 2 * min(total, rest) / len(worlds)
