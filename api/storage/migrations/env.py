"""What Alembic runs: all revisions on the connection, and in the transaction, that the service holds."""

from alembic import context

from api.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds them all
    transaction_per_migration=False,
)
context.run_migrations()
