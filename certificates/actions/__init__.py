"""What happens to certificates: propose → approve → number → issue → supersede, revoke or void."""

from certificates.actions.issuing import issue, number
from certificates.actions.life import checked_file, reissue, revoke, verify_file, void
from certificates.actions.proposals import (
    Candidate,
    approve,
    continue_issuing,
    eligibility,
    propose,
    return_,
)
from certificates.actions.registers import open_register

__all__ = [
    "Candidate",
    "approve",
    "checked_file",
    "continue_issuing",
    "eligibility",
    "issue",
    "number",
    "open_register",
    "propose",
    "reissue",
    "return_",
    "revoke",
    "verify_file",
    "void",
]
