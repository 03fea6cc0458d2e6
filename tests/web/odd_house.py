"""`leanings`, with pages no house has and little patience, for tests of the server: `python -m tests.web.odd_house`."""

from leanings.cli import run
from leanings.web import server, settings

if __name__ == "__main__":
    settings.ROOT_URLCONF = "tests.web.odd_pages"
    server.PATIENCE = 2
    run()
