"""What Alembic runs to take steps: comes in a connection in a transaction of ours, goes out the same one, the steps taken."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
