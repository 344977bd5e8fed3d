"""Notes of card games speak to a coach on a coach's page, and the sheet for the talk names its cards."""

from api.coach.texts import QUESTIONS
from api.kaarten.texts import CAREFUL, NOTES


def test_each_note_in_a_coachs_words_is_a_note_and_does_not_speak_to_whoever_played() -> None:
    assert set(CAREFUL) <= set(NOTES)
    assert not [text for text in CAREFUL.values() if " je " in f" {text.lower()} " or " jou " in text.lower()]


def test_questions_about_cards_name_the_cards() -> None:
    for tool in ("kwaliteiten", "waarden"):
        [question] = QUESTIONS[tool]
        assert "Rust, Zekerheid" in question.format(lines="Rust, Zekerheid")
