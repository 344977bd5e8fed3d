"""What centres and cheques need at run time, put on the application in one place."""

from fastapi import FastAPI

from api.keys.service import Keys
from api.loopbaancentra.introductions.service import Introductions
from api.loopbaancentra.service import Registers
from api.loopbaancheque.cheques.service import Cheques
from api.storage.cheques import ChequeStore
from api.storage.introductions import IntroductionStore
from api.storage.keys import KeyStore


def install(app: FastAPI) -> None:
    """Add the register, the cheques and the introductions; settings, store and secret are there already."""
    database, secret = app.state.database, app.state.sessions.key
    keys = Keys(KeyStore(database))
    app.state.registers = Registers(app.state.settings.data_dir)
    app.state.cheques = Cheques(ChequeStore(database), keys, secret)
    app.state.introductions = Introductions(IntroductionStore(database), keys, secret)
