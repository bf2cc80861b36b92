"""The public names are a promise: this list changes only with the changelog."""

import importlib
import inspect

import pytest

import dunning_core

TOP_LEVEL = """
Account Action Client CreditNote Creditor Decision DunningError DunningPolicy DunningRun Installment Invoice Ledger
Money Notice Payment PaymentTerms Penalties Problem Receivable Snapshot Stage accrue_penalties decide_stages
draft_notice explain plan_actions propose_lettering run_dunning
"""

SECOND_RING = {
    "analysis": """ACCOUNT_COLUMNS AGED_BALANCE_COLUMNS AccountForm AccountLine AccountStatement AgedBalance
        AgedBucket CHRONOLOGY_COLUMNS Chronology ChronologyEntry STANDARD_EDGES age state_account trace_debts""",
    "dunning": """Action Applies BACKTEST_COLUMNS BALANCE_COLUMNS Backtest COMPARISON_COLUMNS CatchUp Context
        Counterfactual Decision DunningPolicy Escalation Evaluation OUTLOOK_COLUMNS Order Outlook
        PlannedBalance PlannedNotice PolicyBook PolicyChoice PolicyComparison PolicyEntry PolicyVersions
        PriorityWeights ProcedureCosts Progression RECOURSE_COLUMNS Reason Recourse RecourseOption
        ReplayedLine ReplayedNotice STANDARD_WEIGHTS Score ScorePart Stage StageCount StageReference
        DOSSIER_COLUMNS Dossier DossierEntry ExhibitState FilePurpose HeldExhibit assemble_dossier
        CustomInstallments DeferredDays EqualInstallments OfferedDebt PLAN_COLUMNS PlanProposal PlanTerms
        ProposedInstallment Schedule SettlementOffer SettlementTerms offer_settlement propose_plan
        StatutoryDelay backtest compare_policies decide_account decide_stages largest_first lint_policy
        oldest_first outlook plan_actions propose_recourse suppose_plans_kept suppose_promises_kept""",
    "events": """Accelerated Assigned BankDataUntil Cancelled Channel ClaimIssued ClaimWaived ClaimedSum
        ContactMade ContactOutcome ContactReason CostIncurred CourtStep
        CourtStepKind DISPUTE_REASONS DebtAcknowledged Dispute DisputeReason DisputeResolved Event HandedOver
        Hold HoldReleased
        Insolvency Lettered LetteredEntry MeansPresented NoticePresented NoticeReturned NoticeSent PLATFORM_STATUSES
        PayerIdentified PaymentAnnounced PaymentPlan PaymentReturned PlanAccelerated PlanEnded PlanInstallment
        PlatformStatus PresentedMeans PromiseToPay ReturnReason StageKind StatusCode StatusEffect
        TakenBack TakenOver Unlettered client_of find_dispute_reason happened_on names_of""",
    "interop": """AccountRows Evidence FieldMap Read SortedRows escape_formulas iter_ledgers make_payment_code
        read_clients read_credit_notes read_events read_invoices read_payments""",
    "interop.bank": "flatten_camt read_bank_entries",
    "interop.en16931": "check_notes read_invoice write_notes write_payment_block",
    "interop.fec": "read_fec write_lettering",
    "interop.plain": "from_json from_plain json_schema to_json to_plain",
    "law": """ClientKind DayCount FixedSum IndexedRate InterestRounding InterestStart LegalReference LimitationPeriod
        MENTIONS Mention Rate RateRule Regime SettlementOrder TermsLimit choose_regime find_capitalization_article
        find_formal_notice_articles find_limitation_period find_missing_mentions find_regime
        find_settlement_article""",
    "law.procedures": """DebtNature Exhibit LimitationEffect PROCEDURES Procedure ProcedureKind Span TimeLimit
        find_procedure""",
    "law.series": """AT_BASE_RATE AT_BASE_RATE_BY_HALF_YEAR BANK_OF_ENGLAND_BASE CH_DEFAULT_INTEREST DE_BASE_RATE
        ECB_MAIN_REFINANCING ECB_MAIN_REFINANCING_CHANGES FR_LEGAL_INDIVIDUAL FR_LEGAL_PROFESSIONAL LU_LEGAL_RATE
        UK_REFERENCE_RATE""",
    "markup": "Bar Caption Html Mark Tone draw_bars draw_timeline element page table",
    "notices": """CallSheet Catalog ENGLISH FRENCH PLACEHOLDERS Placeholder Template Link Listing Message MessageKind
        Notice NoticeItem NoticeOptions PaymentInstructions Representative Sheet Spaces Table Formality
        acknowledge_promise check_catalog check_templates declare_claim describe_policy draft_call_sheet
        draft_notice explain render_html render_text thank_payer write_offer write_plan
        Picture ask_for draw_claim draw_debt write_chronology write_claim write_dossier write_statement""",
    "penalties": """Component DebtClaim Imputation ImputedPayment Penalties PenaltyLine StatementLine StatementOfClaim
        Limitation STATEMENT_COLUMNS accrue_penalties check_receivable find_limitation impute_payments
        state_claim""",
}

BY_MODULE = {
    path: names.split()
    for path, names in {
        "calendars": "ALSACE_MOSELLE BusinessCalendar FRANCE Holiday TARGET",
        "documents": """CreditNature CreditNote Installment Invoice InvoiceKind Payment PaymentMeans Refund WriteOff
            WriteOffNature receivable_ids""",
        "dunning.presets": """DE_MAHNVERFAHREN FR_B2B_GENTLE FR_B2B_PHONE_FIRST FR_B2B_STANDARD FR_B2B_STRICT
            FR_B2B_THREE_STEPS FR_CONSUMER FR_PUBLIC_BUYER UK_STATUTORY""",
        "errors": """CurrencyMismatchError DunningError InvalidValueError LetteringError MissingPackageError
            MissingTranslation PolicyError Problem ProvisionalError TemplateError UnknownDateError
            UnknownReferenceError WrongTypeError show_value""",
        "identifiers": """is_belgian_reference is_creditor_reference is_finnish_reference is_french_vat_number
            is_iban is_luhn is_norwegian_reference is_siren is_siret is_swiss_reference make_creditor_reference
            make_french_vat_number squeeze_reference""",
        "interop.erps": "AXELOR DOLIBARR ERPNEXT ErpMaps ODOO SAGE_100 TRYTON flatten_rows",
        "interop.column_runs": "ColumnRun DECIDED_COLUMNS",
        "interop.columns": "Column DataTable Tabular columns_of from_columns to_columns to_records to_table",
        "interop.spark": "decide_rows gather_rows",
        "law.fr": "B2B B2C PUBLIC",
        "ledger": """Account Credit Ledger Move PlanStanding PlanState PromiseStanding PromiseState Receivable Snapshot
            find_assignment list_announcements list_promises propose_lettering""",
        "lettering": """Allocation BY_HABIT Bounds Candidate DebtOrder Doubt ExchangeDifference Explanation
            FoundReference LetteredGroup
            Lettering LetteringPolicy ReferenceIndex Remainder STANDARD STANDARD_STRATEGIES Share Strategy Tolerance
            agreed_burden balanced_block closest_amount confirmed_reference designation discounted_amount exact_amount
            exchange_differences natural_group next_letter_code oldest_due_first only_open_debt proportional
            quoted_reference read_references several_payments sole_amount statutory_de statutory_fr unique_combination
            usual_delay whole_balance""",
        "money": "Money Rounding currency_digits",
        "parties": "Client Contact ContactRole Creditor",
        "run": """ACTION_COLUMNS AccountRuns COMPARISON_OF_RUNS_COLUMNS CallSheets ChangeKind Drafts DunningRun
            RUN_COLUMNS RunChange RunComparison compare_runs iter_run run_dunning""",
        "samples": "SAMPLE_CREDITOR SAMPLE_DAY sample_ledger",
        "terms": "EarlyPaymentDiscount MonthEnd PaymentTerms",
        "timeline": "Segment Step Timeline Verification check_values",
    }.items()
}


def test_the_top_level_names_are_these() -> None:
    """The top level exports exactly the names of the contract."""
    assert sorted(dunning_core.__all__) == sorted(TOP_LEVEL.split())


@pytest.mark.parametrize("family", SECOND_RING)
def test_each_family_exports_these_names(family: str) -> None:
    """A family exports exactly the names listed here."""
    module = importlib.import_module(f"dunning_core.{family}")
    assert sorted(module.__all__) == sorted(SECOND_RING[family].split())


@pytest.mark.parametrize("path", BY_MODULE)
def test_each_module_has_these_names(path: str) -> None:
    """A single module has at least the names that the documentation promises."""
    module = importlib.import_module(f"dunning_core.{path}")
    assert [name for name in BY_MODULE[path] if not hasattr(module, name)] == []


def test_the_calls_keep_their_arguments() -> None:
    """The arguments of the main calls, in order, are part of the promise."""
    arguments = {
        "accrue_penalties": "receivable regime creditor",
        "decide_stages": "snapshot policy creditor settled",
        "draft_notice": "action creditor locale provisional options",
        "explain": "result locale",
        "plan_actions": "decisions capacity order",
        "propose_lettering": "snapshot policy",
        "run_dunning": "ledger day policy creditor known_on",
    }
    for name, expected in arguments.items():
        assert list(inspect.signature(getattr(dunning_core, name)).parameters) == expected.split(), name
