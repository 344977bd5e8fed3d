"""Every figure that pages tell and that can change, each from where the service itself takes it.

A template writes ``{{ figures.scan_mb }}`` and no number, so that page and service cannot differ. What the law dates
stands in ``models/loopbaancheque/parameters`` instead, and is asked for the day of the page.
"""

from collections.abc import Mapping
from datetime import timedelta

from api.account.service import KEPT_FOR, NEW_FOR
from api.bodies import CV_LARGEST
from api.coach.centre.service import HOLDS
from api.klachten.service import KEPT_DAYS as COMPLAINT_DAYS
from api.loopbaancentra.introductions.service import LIFETIME
from api.loopbaancheque.cheques.reviews.service import KEPT_DAYS, PAPERS_MOST
from api.sessions.drafts import LIFE_HOURS
from api.storage.reviews import AFTER
from api.together.service import OPEN_FOR
from api.web.scans import LARGEST
from item_bank.kaarten.schema import SEVEN
from models.groups import sums
from models.kaarten.state import OPEN_AT_ONCE
from models.klachten.letters import PHONE
from models.netwerk.schema import PEOPLE_MAX
from models.orient.parameters import parameters
from models.regie.filecheck import MOST
from models.shares.terms import DAYS
from models.tevredenheid.scores import LEAST
from models.vacancies.schema import THIN

MIB, HOUR = 1_048_576, timedelta(hours=1)


def figures() -> Mapping[str, int | str]:
    """Return every figure by its name in templates."""
    orient = parameters()
    return {
        "account_years": KEPT_FOR.days // 365,
        "cards_kept": SEVEN,
        "cards_open": OPEN_AT_ONCE,
        "check_files": MOST,
        "complaint_years": COMPLAINT_DAYS // 365,
        "cv_mb": CV_LARGEST // MIB,
        "draft_hours": LIFE_HOURS,
        "group_base": sums.BASE,
        "group_least": sums.LEAST,
        "group_wave": sums.WAVE,
        "introduction_days": LIFETIME.days,
        "invitation_days": HOLDS.days,
        "network_people": PEOPLE_MAX,
        "orient_first": orient.first,
        "orient_least": orient.least,
        "orient_most": orient.most,
        "phone": PHONE,
        "review_days": KEPT_DAYS,
        "review_papers": PAPERS_MOST,
        "review_weeks": AFTER.days // 7,
        "satisfaction_least": LEAST,
        "scan_mb": LARGEST // MIB,
        "share_days": DAYS,
        "together_hours": OPEN_FOR // HOUR,
        "unused_days": NEW_FOR.days,
        "vacancies_thin": THIN,
    }
