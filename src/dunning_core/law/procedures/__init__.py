"""Procedures: the ways to be paid once notices have failed, each with who may use it, its limits and its text."""

from dunning_core.errors import UnknownReferenceError
from dunning_core.law.procedures import abroad, fr
from dunning_core.law.procedures.procedure import (
    DebtNature,
    Exhibit,
    LimitationEffect,
    Procedure,
    ProcedureKind,
    Span,
    TimeLimit,
)

#: All procedures that are held, country by country.
PROCEDURES: tuple[Procedure, ...] = (*fr.PROCEDURES, *abroad.PROCEDURES)


def find_procedure(code: str) -> Procedure:
    """Return a procedure by its code; UnknownReferenceError for a code that is not known.

    >>> find_procedure("fr.small_claims").needs_agreement
    True
    """
    for procedure in PROCEDURES:
        if procedure.code == code:
            return procedure
    known = ", ".join(procedure.code for procedure in PROCEDURES)
    raise UnknownReferenceError("unknown_procedure", "code", code, f"pass one of {known}")


__all__ = [
    "PROCEDURES",
    "DebtNature",
    "Exhibit",
    "LimitationEffect",
    "Procedure",
    "ProcedureKind",
    "Span",
    "TimeLimit",
    "find_procedure",
]
