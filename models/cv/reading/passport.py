"""Reads ``SkillsPassport``, the format of Europass before 2020: XML and JSON of versions 3.x."""

import json
from collections.abc import Iterable, Mapping

from models.cv.found import (
    ENTRIES_MOST,
    SKILLS_MOST,
    TITLE_MOST,
    Found,
    FoundEntry,
    FoundLanguage,
    as_ids,
    as_told,
    own_member,
)
from models.cv.languages import lowest, name_of
from models.cv.passport import OWN
from models.cv.reading.candidate import level_of, moments, unique
from models.cv.schema import Period
from models.cv.wording import line, plain
from models.cv.xml import DEPTH, NODES, Node, XmlError
from models.jobbereik.schema import ExperienceKind

NOT_TAKEN = {"Achievement": "extra informatie", "Attachment": "bijlagen", "CoverLetter": "een brief"}


def _below(node: Node, *path: str) -> Iterable[Node]:
    """Yield elements of a list: XML wraps them in an element named ``...List``, JSON does not."""
    found = [node]
    for name in path:
        found = [c for n in found for c in (*n.all(name), *n.all(f"{name}List", name))]
    return found


def _date(node: Node | None) -> str:
    """Return a date as text: XML has it in attributes (``--08``, ``---01``), JSON in members."""
    if node is None:
        return ""
    parts = [node.attributes.get(name.lower()) or node.say(name) for name in ("Year", "Month", "Day")]
    return "-".join(part.strip().lstrip("-") for part in parts if part.strip())


def _period(node: Node) -> tuple[Period, tuple[str, ...]]:
    period = node.find("Period")
    if period is None:
        return Period(), ()
    (start, end), wrong = moments(_date(period.find("From")), _date(period.find("To")))
    current = period.say("Current").lower() == "true"
    return Period(start=start, end=None if current else end, current=current), wrong


def _entry(node: Node, kind: ExperienceKind) -> FoundEntry:
    period, wrong = _period(node)
    told = as_told(own_member(node.own, "experience"))
    title = node.say("Title") if kind is ExperienceKind.STUDY else node.say("Position", "Label") or node.say("Position")
    return FoundEntry(
        title=line(title, TITLE_MOST),
        kind=kind if told is None else told.kind,
        period=period,
        level=level_of(node.say("Level", "Code")) if kind is ExperienceKind.STUDY else None,
        unread_dates=wrong,
        told=told,
    )


def _hobbies(learner: Node) -> Iterable[FoundEntry]:
    for other in learner.all("Skills", "Other"):
        found = own_member(other.own, "hobbies")
        for row in found if isinstance(found, list) else ():
            if (told := as_told(row)) is not None:
                yield FoundEntry(title=told.occupation_id, kind=told.kind, told=told)


def _languages(learner: Node) -> Iterable[FoundLanguage]:
    for node in _below(learner, "Skills", "Linguistic", "MotherTongue"):
        if name := _language(node):
            yield FoundLanguage(name=name, mother_tongue=True)
    for node in _below(learner, "Skills", "Linguistic", "ForeignLanguage"):
        if name := _language(node):
            levels = [child.text.strip() for part in node.all("ProficiencyLevel") for child in part.children]
            yield FoundLanguage(name=name, level=lowest(levels))


def _language(node: Node) -> str:
    code, label = node.say("Description", "Code"), node.say("Description", "Label")
    known = name_of(code)
    return line(known if code and known != code else label or code, TITLE_MOST)


def _skills(learner: Node) -> Iterable[str]:
    for name in ("Computer", "JobRelated", "Communication", "Organisational"):
        for node in learner.all("Skills", name, "Description"):
            yield from (row.strip(" -•*") for row in plain(node.text).split("\n"))


def _driving(learner: Node) -> Iterable[str]:
    for node in learner.all("Skills", "Driving", "Description"):
        yield from (child.text for child in node.children)
        yield node.text


def read_passport(root: Node) -> Found:
    """Return what a ``SkillsPassport`` says."""
    learner = root.find("LearnerInfo") or Node("LearnerInfo")
    works = [_entry(node, ExperienceKind.JOB) for node in _below(learner, "WorkExperience")]
    studies = [_entry(node, ExperienceKind.STUDY) for node in _below(learner, "Education")]
    own = [text for node in learner.all("Skills", "JobRelated") for text in node.own]
    competences = as_ids(own_member(own, "competenceIds"))
    papers = [as_ids(own_member(node.own, "licencesHeld")) or () for node in _below(learner, "Achievement")]
    ours = any(papers)
    seen = [text for name, text in NOT_TAKEN.items() if _below(root, name) or (_below(learner, name) and not ours)]
    return Found(
        version="skills-passport",
        entries=tuple([*works, *studies, *_hobbies(learner)][:ENTRIES_MOST]),
        languages=tuple(_languages(learner))[:SKILLS_MOST],
        driving=unique(_driving(learner), 20),
        skills=() if competences is not None else unique(_skills(learner), SKILLS_MOST),
        competence_ids=competences,
        licences=tuple(dict.fromkeys(id_ for ids in papers for id_ in ids)),
        other=tuple(seen),
    )


def node_of(name: str, value: object, *, depth: int = 0, left: list[int] | None = None) -> Node:
    """Return JSON as the elements that the XML of the same format has.

    Raises
    ------
    XmlError
        ``too-large``.
    """
    left = [NODES] if left is None else left
    left[0] -= 1
    if depth > DEPTH or left[0] < 0:
        raise XmlError("too-large", f"allowed are {NODES} members, {DEPTH} deep")
    node = Node(name)
    if isinstance(value, Mapping):
        for key, member in value.items():
            if key == OWN:
                own = member if isinstance(member, dict) else {}
                node.own += [json.dumps(own)] if "occupationId" not in own else [json.dumps({"experience": own})]
            else:
                rows = member if isinstance(member, list) else [member]
                node.children += [node_of(key, row, depth=depth + 1, left=left) for row in rows]
    elif isinstance(value, bool):
        node.text = "true" if value else "false"
    elif isinstance(value, str | int | float):
        node.text = str(value)[:20_000]
    return node
