"""Tryton in memory: the database is prepared once, and each module that asks for a company has one of its own."""

import warnings

import pytest

with warnings.catch_warnings():
    # Tryton imports what it has itself deprecated; the warnings of anybody else stay errors.
    warnings.filterwarnings("ignore", "trytond.config.config is deprecated", DeprecationWarning)
    from trytond.tests import test_tryton

    from tests.tryton.company import Company


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have Tryton keep a copy of the database once its modules are there and the books are set up."""
    test_tryton.DB_CACHE = str(tmp_path_factory.mktemp("tryton"))


@pytest.fixture(scope="module")
def company(prepared: None) -> Company:
    """Return a company without any document."""
    return Company.start()
