"""Sums of a centre by year, kept so that a page of figures does not go through every cheque again."""

from sqlalchemy import Column, Integer, String, Table

from api.storage.tables.base import metadata

centre_sums = Table(
    "centre_sums",
    metadata,
    Column("centre_id", String(64), primary_key=True, comment="as in the register of centres"),
    Column("year", Integer, primary_key=True, comment="0: the line that says until which fact was counted"),
    Column("started", Integer, nullable=False),
    Column("closed", Integer, nullable=False),
    Column("complete", Integer, nullable=False, comment="files among the closed in which nothing is missing"),
    Column("half_hours", Integer, nullable=False),
    Column("online", Integer, nullable=False, comment="half hours of them online"),
    Column("facts", Integer, nullable=False, comment="of the logs of the centre's cheques when they were counted"),
)
