"""Thirty start-ups that nobody founded, made by code: for the portfolio, on screen and on paper.

``python -m tests.startups DIR [COUNT]`` writes them; the same count gives the same files.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from readiness_gui import paths
from readiness_gui.core.framework import Framework, load
from readiness_gui.core.model import (
    ActiveUsersEvidence,
    Assessment,
    AssessmentStatus,
    GateAnswer,
    Product,
    TradeoffAnswer,
)
from readiness_gui.core.terms import Choice, Detection, GateResult, SignalId, Status, TradeoffId
from readiness_gui.core.verdict import decide, inputs_of
from readiness_gui.storage import codec

TODAY = date(2026, 3, 2)
SEED = 30
HEADS = ("Amber", "Brook", "Cobalt", "Dapple", "Ember", "Fable", "Gale", "Harbor", "Iris", "Juniper")
TAILS = ("Desk", "Path", "Scribe", "Tutor", "Ledger", "Garden", "Kitchen")
ODD = (
    "مساعد القراءة للأطفال",
    "עוזר כתיבה חכם",
    "The assistant that reads every contract of a small housing association before it is signed",
    "Pneumonoultramicroscopicsilicovolcanoconiosisdetectorforpractitioners",
    "=HYPERLINK(1)",
    "学習アシスタント",
)


def names(count: int) -> Iterator[str]:
    """Yield so many names, the odd ones first."""
    yield from ODD[:count]
    for at in range(max(count - len(ODD), 0)):
        round_ = at // (len(HEADS) * len(TAILS))
        name = f"{HEADS[at % len(HEADS)]} {TAILS[at // len(HEADS) % len(TAILS)]}"
        yield f"{name} {round_ + 1}" if round_ else name


def products(count: int, framework: Framework, today: date = TODAY) -> Iterator[Product]:
    """Yield so many products with one to five assessments each."""
    for at, name in enumerate(names(count)):
        dice = random.Random(f"{SEED} {at}")  # noqa: S311 - invented start-ups
        yield _product(name, f"{at:032x}", dice, framework, today)


def write(
    folder: Path, count: int = 30, framework: Framework | None = None, today: date = TODAY
) -> list[Path]:
    """Write product files into a folder, which is made if need be, and return them."""
    texts = framework or load(paths.resources() / "framework" / "en.toml")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for at, product in enumerate(products(count, texts, today)):
        path = folder / f"startup-{at:03d}.readiness"
        path.write_bytes(codec.product_bytes(product))
        written.append(path)
    return written


def _product(name: str, product_id: str, dice: random.Random, framework: Framework, today: date) -> Product:
    days = sorted(today - timedelta(days=dice.randrange(2, 480)) for _ in range(dice.randint(1, 5)))
    strength = dice.random()
    stage = 1
    assessments = []
    for at, day in enumerate(days):
        if at and dice.random() < strength:
            stage = min(stage + 1, 3)
        assessments.append(_assessment(f"{product_id}-{at}", day, stage, strength, dice, framework))
        strength = min(strength + 0.15, 1.0)
    return Product(id=product_id, name=name, created=_noon(days[0]), assessments=tuple(assessments))


def _assessment(
    id_: str, day: date, stage: int, strength: float, dice: random.Random, framework: Framework
) -> Assessment:
    made = Assessment(id=id_, created=_noon(day), as_of=day, claimed_stage=stage)
    for signal in SignalId:
        luck = dice.random()
        status = Status.PRESENT if luck < strength else Status.UNCLEAR if luck < 0.8 else Status.ABSENT
        when = day - timedelta(days=dice.randrange(0, 120))
        made = made.with_signal(signal, claimed=status, evidence_date=when, confidence=dice.randint(1, 5))
    users = round(20 * 200 ** (strength * dice.uniform(0.5, 1.1)))
    made = made.with_signal(SignalId.ACTIVE_USERS, evidence=ActiveUsersEvidence(windows=(users,)))
    made = replace(
        made,
        detection=Detection.BOTH if stage > 1 else Detection.NONE,
        tradeoffs={TradeoffId.REVERSIBILITY: TradeoffAnswer(choice=dice.choice(list(Choice)))},
        gate=GateAnswer(claimed=dice.choice(list(GateResult)) if stage == 2 else None),
    )
    verdict = decide(inputs_of(made), framework)
    return replace(made, status=AssessmentStatus.COMPLETE, completed=_noon(day), verdict=verdict)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 30, today=datetime.now(UTC).date())
