"""`python -m leanings`."""

from leanings.cli import run

if __name__ == "__main__":
    run()
