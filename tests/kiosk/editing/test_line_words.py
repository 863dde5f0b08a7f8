"""Lines of the record in words: each kind is a sentence in both languages, with the role of who wrote it."""

import re
from datetime import date

from kiosk.editing.announcements import put_up
from kiosk.editing.confirm import confirm
from kiosk.editing.disclose import disclose, name_host
from kiosk.editing.line_words import LineWords
from kiosk.editing.roster import put_on_duty
from kiosk.editing.year import QUESTIONS, open_year
from kiosk.editing.year_items import offered
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.outputs import Outputs
from kiosk.progress.plan import FollowUp
from kiosk.progress.several import write
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.several import Several
from kiosk.streams.record.kinds import KINDS
from kiosk.streams.record.record import Draft
from kiosk.text.bilingual import Bilingual

DUTY = Bilingual("สิบเวร", "Duty NCO")
NEVER_WRITTEN = {"evidence", "taken-in"}


def write_everything(kiosk: Kiosk, ledger: Ledger) -> None:
    """A line of every kind, in a role each."""
    with open_record(kiosk) as record:
        earlier = FollowUp("M1.2", date(2024, 2, 27), "followed-up", "ติดป้าย", "finance", written=kiosk.today)
        FollowUps(record).add(earlier)
        FollowUps(record).note("IIT", 18, kiosk.today, "finance")
        for measure in (each for each in kiosk.assessment.measures if each.id in ("M1.3", "M1.6")):
            outputs = Outputs(record)
            outputs.note(outputs.of(measure, kiosk.assessment)[-1], 1, kiosk.today, "finance")
        printed = {"languages": ["th", "en"], "digest": ""}
        record.write(lambda: Draft(kiosk.today, "system", "printed/line", printed))
    write(kiosk, ledger, Several.of("investigation", date(2024, 2, 29), 15), "team", "approver")
    confirm(kiosk, "90-day-report.fee", "finance")
    put_on_duty(kiosk, "friday", DUTY, "finance")
    put_up(kiosk, DUTY, kiosk.today, kiosk.today, "finance")
    name_host(kiosk, "phatthalung.example", "finance")
    disclose(kiosk, "O1", "https://www.immigration.go.th/o1", "finance")
    form = open_year(kiosk)
    for question in QUESTIONS:
        form.answer(question, offered(form, question), "finance")
    form.sign("approver")


def test_every_kind_of_line_is_a_sentence_in_both_languages(kiosk: Kiosk, ledger: Ledger) -> None:
    """Answers about a year were shown as they are stored; of a list of papers the first one alone was."""
    write_everything(kiosk, ledger)
    kiosk = kiosk.reread()
    words = LineWords(kiosk.catalogue)
    with open_record(kiosk) as record:
        lines = record.lines()
    assert {line.what.partition("/")[0] for line in lines} == KINDS.keys() - NEVER_WRITTEN
    told = {line.what: (words.title(line), *words.says(line)) for line in lines}
    for what, said in told.items():
        assert len(said) == 2, what
        for text in said:
            assert not re.search(r"[{}\[\]]|\d{4}-\d\d-\d\d|[a-z]+_[a-z]+|: \{", text.both()), (what, text)
    thai, english = ({what: said[1].of(language) for what, said in told.items()} for language in ("th", "en"))  # type: ignore[arg-type]
    assert "27 ก.พ. 2567  ติดป้าย" in thai["follow-up/M1.2"]
    assert english["output/M1.3.sheets"] == "1 sheet posted"
    assert english["output/M1.6.foreigner-services"] == "report received"
    assert english["year/2567/survey"] == "1 Jan 2024 – 1 Jul 2024"
    assert thai["year/2567/office_class"] == "ผู้กำกับการ"
    assert english["year/2567/quotas"].startswith("General Staff 10 · Investigation 100 · ")
    assert english["year/2567/calendar"].startswith("C1 ")
    assert english["year/2567/calendar"].index("C9 ") < english["year/2567/calendar"].index("C10 ")
    assert "EIT survey 1 Jan 2024 – 1 Jul 2024 · Outer date 31 Jul 2024" in english["year/2567/signed"]
    assert english["fact/2567-O1.address"].endswith("not confirmed yet")
    assert any(said.startswith("+15 งานสืบสวนปราบปราม · 29 ก.พ. 2567 · ") for said in thai.values())
    roles = {words.role(line).en for line in lines}
    assert roles == {"Finance officer", "Approving officer", "System"}
