"""The store of record: what persons create, in SQLite or PostgreSQL. Upstream: services. Every query stands here."""
