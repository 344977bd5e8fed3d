"""The small tables of a catalogue, gates, trainings and vocabulary, as canonical JSON beside the columns."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from item_bank.schema import (
    CompetenceId,
    Condition,
    Confidence,
    Gate,
    GateId,
    GateKind,
    Implied,
    Measure,
    Names,
    Sector,
    Training,
    TrainingId,
    TrainingKind,
    Vocabulary,
)


def _measure_to_json(measure: Measure) -> dict[str, Any]:
    since = None if measure.since is None else measure.since.isoformat()
    texts = {name: getattr(measure, name) for name in ("code", "label", "explanation", "source")}
    return texts | {"kinds": list(measure.kinds), "since": since, "checked_on": measure.checked_on.isoformat()}


def _measure_from_json(row: Mapping[str, Any]) -> Measure:
    since = None if row["since"] is None else date.fromisoformat(row["since"])
    kinds = tuple(map(TrainingKind, row["kinds"]))
    return Measure(**{**row, "kinds": kinds, "since": since, "checked_on": date.fromisoformat(row["checked_on"])})


def _gate_to_json(gate: Gate) -> dict[str, Any]:
    names = ("id", "label", "kind", "explanation", "source", "confidence", "formality", "common")
    numbers = {"study_years": gate.study_years, "level_meets": gate.level_meets}
    implies = [[implied.gate, implied.source, implied.confidence] for implied in gate.implies]
    row = {name: getattr(gate, name) for name in names}
    return row | numbers | {"implies": implies, "checked_on": gate.checked_on.isoformat()}


def _confidence(value: str | None) -> Confidence | None:
    return None if value is None else Confidence(value)


def _gate_from_json(row: Mapping[str, Any]) -> Gate:
    typed = {
        "kind": GateKind(row["kind"]),
        "confidence": _confidence(row["confidence"]),
        "checked_on": date.fromisoformat(row["checked_on"]),
        "implies": tuple(
            Implied(gate=GateId(gate), source=source, confidence=_confidence(sure))
            for gate, source, sure in row["implies"]
        ),
    }
    return Gate(**{**row, **typed})


def records_to_json(vocabulary: Vocabulary, gates: Iterable[Gate], trainings: Iterable[Training]) -> str:
    """Write gates, trainings and vocabulary, the small tables, as canonical JSON."""
    body = {
        "vocabulary": {
            "version": vocabulary.version,
            "sectors": [[s.code, s.label] for s in vocabulary.sectors],
            "conditions": [[c.code, c.label, c.description] for c in vocabulary.conditions],
            "measures": [_measure_to_json(measure) for measure in vocabulary.measures],
        },
        "gates": [_gate_to_json(gate) for gate in gates],
        "trainings": [
            {
                "id": t.id,
                "labels": dict(t.names.labels),
                "kind": t.kind,
                "eqf": t.eqf,
                "hours": t.hours,
                "competences": list(t.competences),
                "gates": list(t.gates),
            }
            for t in trainings
        ],
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1)


def records_from_json(records: str) -> tuple[Vocabulary, dict[GateId, Gate], tuple[Training, ...]]:
    """Read vocabulary, gates by id and trainings back from JSON."""
    body = json.loads(records)
    vocabulary = Vocabulary(
        version=body["vocabulary"]["version"],
        sectors=tuple(Sector(code=code, label=label) for code, label in body["vocabulary"]["sectors"]),
        conditions=tuple(
            Condition(code=code, label=label, description=text)
            for code, label, text in body["vocabulary"]["conditions"]
        ),
        measures=tuple(_measure_from_json(row) for row in body["vocabulary"]["measures"]),
    )
    gates = {gate.id: gate for gate in map(_gate_from_json, body["gates"])}
    trainings = tuple(
        Training(
            id=TrainingId(row["id"]),
            names=Names(labels=row["labels"]),
            kind=TrainingKind(row["kind"]),
            eqf=row["eqf"],
            hours=row["hours"],
            competences=tuple(map(CompetenceId, row["competences"])),
            gates=tuple(map(GateId, row["gates"])),
        )
        for row in body["trainings"]
    )
    return vocabulary, gates, trainings
