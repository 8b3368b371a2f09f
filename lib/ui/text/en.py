"""English: every word and number format. tr.py defines the same names."""

from datetime import date, datetime, timedelta

from lib.ui.text import formats

APP_NAME = "Customer claims"
PAGES = {
    "inbox": "Inbox",
    "trendyol": "Trendyol",
    "hepsiburada": "Hepsiburada",
    "claim": "Claim",
    "returns": "Returns",
    "disputes": "Disputes",
    "actions": "Action log",
    "connections": "Connections",
}
PAGE_TITLES = PAGES | {"trendyol": "Trendyol claims", "hepsiburada": "Hepsiburada claims"}
PAGE_GROUPS = {"claims": "Claims", "analysis": "Analytics", "upkeep": "Upkeep"}
LANGUAGE = "Language"


def count(value: float) -> str:
    return formats.grouped(value, 0, thousands=",", point=".")


def decimal(value: float, decimals: int = 1) -> str:
    return formats.grouped(value, decimals, thousands=",", point=".")


def money(value: float | None) -> str:
    """Lira with kuruş; a dash where the price is not known."""
    return "–" if value is None or value != value else f"{formats.grouped(value, 2, thousands=',', point='.')} ₺"


def money_round(value: float) -> str:
    return f"{formats.grouped(value, 0, thousands=',', point='.')} ₺"


def percent(share: float, decimals: int = 1) -> str:
    return f"{formats.grouped(share * 100, decimals, thousands=',', point='.')}%"


def day(moment: datetime | None) -> str:
    return "–" if moment is None or moment != moment else f"{formats.istanbul(moment):%d.%m.%Y}"


def moment(at: datetime | None) -> str:
    return "–" if at is None or at != at else f"{formats.istanbul(at):%d.%m.%Y %H:%M}"


def short_moment(at: datetime) -> str:
    return f"{formats.istanbul(at):%d.%m %H:%M}"


def clock(at: datetime) -> str:
    return f"{formats.istanbul(at):%H:%M}"


def span(length: timedelta) -> str:
    """`1 h 30 min`, from two days on in days."""
    days, hours, minutes = formats.hours_and_minutes(abs(length.total_seconds()))
    if days >= 2:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if days or hours:
        return f"{days * 24 + hours} h {minutes:02d} min"
    return f"{minutes} min" if minutes else "under 1 min"


def time_left(left: timedelta | None, *, estimate: bool = False) -> str:
    """The clock of a row; an estimate carries `≈`."""
    if left is None or left != left:
        return "–"
    if left < timedelta(0):
        return f"{span(left)} over"
    return f"≈ {span(left)}" if estimate else span(left)


MARKETPLACE = {"trendyol": "Trendyol", "hepsiburada": "Hepsiburada"}
CLAIM_STATUS = {
    "requested": "Requested",
    "awaiting_preapproval": "Awaiting pre-approval",
    "awaiting_action": "Action needed",
    "fraud_check": "Approved, under review",
    "in_dispute": "Disputed",
    "in_analysis": "Under analysis",
    "accepted": "Approved",
    "rejected": "Rejected",
    "refunded": "Refunded",
    "cancelled": "Cancelled",
    "unknown": "Unknown",
}
UNKNOWN_STATUS = "Unknown ({raw})"
KIND = {
    "return": "Return",
    "exchange": "Exchange",
    "new_product": "New product",
    "wrong_product": "Wrong product",
    "missing_item": "Missing item",
    "missing_part": "Missing part",
    "missing_invoice": "Invoice request",
    "missing_warranty": "Warranty paper",
    "undelivered": "Not delivered",
    "damaged_with_report": "Damage with report",
    "extra_product": "Extra product",
    "other": "Other",
}
TAB = {
    "created": "Requested",
    "in_cargo": "In transit",
    "awaiting_action": "Action needed",
    "accepted": "Approved",
    "rejected": "Rejected",
    "analysis": "Analysis",
    "disputed": "Disputed",
    "cancelled": "Cancelled",
    "to_answer": "To answer",
    "ready_to_ship": "Ready to ship back",
    "concluded": "Concluded",
    "awaiting_hepsiburada": "Waiting for Hepsiburada",
}
TAB_ALL = "All returns"
TAB_IN_CARGO_TRENDYOL = "In transit"
TABS = "Tabs"
ACCEPTED_BY = {"seller": "seller", "system": "auto-approval", "dispute": "dispute decision"}
DISPUTE_OUTCOME = {"open": "under examination", "won": "decided for the seller", "lost": "decided for the customer"}
PARCEL_DIRECTION = {"to_seller": "To you", "to_customer": "To the customer"}
PARCEL_PURPOSE = {"return": "return", "send_back": "send-back", "replacement": "replacement", "other": "parcel"}
PARCEL_STATUS = {
    "open": "not handed over",
    "in_transit": "in transit",
    "delivered": "delivered",
    "undelivered": "not delivered",
    "unknown": "status unknown",
}
ACTION_KIND = {"approve": "Approval", "reject": "Rejection", "preapprove": "Product first"}
ACTION_STATE = {
    "queued": "Queued",
    "sending": "Sending",
    "delivered": "Delivered",
    "confirmed": "Confirmed",
    "refused": "Refused by the marketplace",
    "unknown": "Outcome unknown",
    "done_elsewhere": "Done elsewhere",
    "needs_person": "Needs you",
    "cancelled": "Taken back",
    "simulated": "Dry run: not sent",
}
ACTION_STATE_HELP = {
    "queued": "Recorded; not sent.",
    "sending": "The request is on its way.",
    "delivered": "The marketplace took the request; its effect will show at the next read.",
    "confirmed": "A read at the marketplace shows the effect.",
    "refused": "The marketplace said no; nothing has changed.",
    "unknown": "The answer was lost. It is not sent again; the claim is read to find the outcome.",
    "done_elsewhere": "The claim was closed before us.",
    "needs_person": "The reads say nothing certain. Look in the marketplace's panel and record the outcome.",
    "cancelled": "Taken back before it was sent.",
    "simulated": "The shop is in dry run; nothing was sent.",
}
EVIDENCE = {
    "person": "recorded by a person",
    "answer": "the marketplace's answer",
    "audit": "the marketplace's history",
    "timing": "first seen after sending",
    "read": "a read",
    "not_sent": "the request never left",
    "restart": "restart",
    "engine": "sender",
}
EXECUTOR = {"api": "application", "panel": "seller panel", "system": "marketplace"}
FINALIZE = {"refund": "Refund", "change": "A new product will be sent"}
ACCEPTION_REASON = {
    "StockProblem": "Out of stock",
    "ProductNotDefective": "The product is not defective",
    "Other": "Other",
}
SORT_KEY = {
    "deadline": "Time left",
    "claimed": "Claim date",
    "updated": "Last change",
    "amount": "Amount",
    "product": "Product",
    "order": "Order number",
}
URGENCY = {
    "expired": "Expired",
    "under_6h": "Under 6 h",
    "under_24h": "6–24 h",
    "under_48h": "24–48 h",
    "later": "Over 48 h",
    "no_clock": "No clock",
}
URGENCY_ALL = "All"
CUSTOMER_REASON = {
    "PoorQuality": "Poor quality",
    "ChangedMindOrUnlikedIt": "Changed mind",
    "ProductIsBroken": "Broken",
    "ProductIsDamaged": "Damaged",
    "ProductIsBrokenOrDamaged": "Broken or damaged",
    "SizeTooSmall": "Too small",
    "SizeTooLarge": "Too large",
    "MissingProduct": "Missing product",
    "WrongProduct": "Wrong product",
    "WrongProductOrderedByCustomer": "Customer ordered the wrong product",
    "WrongProductSentByMerchant": "Seller sent the wrong product",
    "NotArrivedInvoice": "Invoice did not arrive",
    "IncorrectInvoice": "Invoice is wrong",
    "MissingInvoice": "Customer lost the invoice",
    "ProductHasExpired": "Past its best-before date",
    "ProductIsWrongWeight": "Wrong weight",
    "FoundCheaper": "Found it cheaper",
    "IncompatiblyProduct": "Does not fit",
    "NotArrivedWhenNeeded": "Did not arrive in time",
    "Other": "Other",
}

# The frame
DEMO_BADGE = "Demo mode · made-up data"
DEMO_FOOT = "Demo mode: these shops, customers and amounts are made up; nothing goes to a real marketplace."
DEMO_NEXT_DAY = "One day ahead"
DEMO_NEXT_DAY_HELP = "Moves the demo clock 24 hours: parcels arrive, clocks run, disputes get decided."
DEMO_CLOCK = "Demo clock {at}"
LAST_SYNC = "Last sync {at}"
NO_SYNC_YET = "Not synced yet"
SHOP_COUNT = "{count} shops"
HEALTH = {"ok": "healthy", "syncing": "syncing", "stale": "data is old", "failing": "sync is failing", "none": "no shop"}
SYNC_PROGRESS = "Syncing: {shop} · {count} claims read …"
SENDING_PAUSED = "Sending is paused"
QUEUE_LINE = "{count} actions queued"

# Table
COLUMN_LEFT = "Time left"
COLUMN_PICTURE = ""
COLUMN_PRODUCT = "Product"
COLUMN_REASON = "Reason"
COLUMN_AMOUNT = "Amount"
COLUMN_SHOP = "Shop"
COLUMN_STATUS = "Status"
COLUMN_EVIDENCE = "Evidence"
COLUMN_CUSTOMER = "Customer"
COLUMN_CLAIMED = "Claim date"
COLUMN_ORDER = "Order"
COLUMN_SKU = "SKU"
COLUMN_CARGO = "Carrier"
COLUMN_RETURN_CODE = "Return code"
EVIDENCE_NOTE = "note"
EVIDENCE_PHOTOS = "{count} photos"
TABLE_NAME = "Claims"
RANGE = "{first}–{last} / {total}"
PREVIOUS = "Previous"
NEXT = "Next"
PAGE_SIZE = "Per page"
PAGE_SIZE_OPTION = "{count} rows"
SELECTED = "{count} claims selected · {amount}"
SELECT_HINT = "Tick a row: its detail opens beside it; several are decided together."
SELECTED_MANY = "{count} claims ticked"
EXPORT = "Export"
EXPORT_FORMATS = {"csv": "CSV", "xlsx": "Excel"}
EXPORT_READY = "Download {name}"
EXPORT_FILE = "claims"

EXPORT_COLUMNS = {
    "shop": "Shop",
    "marketplace": "Marketplace",
    "claim_id": "Claim number",
    "item_id": "Item number",
    "order_number": "Order number",
    "status": "Status",
    "kind": "Kind",
    "reason": "Reason",
    "product_name": "Product",
    "sku": "SKU",
    "barcode": "Barcode",
    "color": "Colour",
    "size": "Size",
    "category": "Category",
    "quantity": "Pieces",
    "unit_price_try": "Unit price (₺)",
    "amount_try": "Amount (₺)",
    "customer_name_masked": "Customer",
    "ordered_at": "Ordered at",
    "claimed_at": "Claimed at",
    "updated_at": "Last change",
    "deadline_at": "Answer until",
    "deadline_is_estimate": "Deadline is an estimate",
    "cargo_company": "Carrier",
    "tracking_number": "Tracking number",
    "return_code": "Return code",
}

# Filters
SEARCH = "Search"
SEARCH_HINT = "Order no, product, barcode, return code …"
FILTERS = "Filter"
FILTERS_COUNTED = "Filter · {count}"
FILTER_CUSTOMER = "Customer name"
FILTER_CUSTOMER_HELP = "Personal data: never written into the address bar."
FILTER_ORDER = "Order number"
FILTER_RETURN_CODE = "Return code / tracking number"
FILTER_BARCODE = "Barcode"
FILTER_SKU = "SKU"
FILTER_REASON = "Reason"
FILTER_KIND = "Kind"
FILTER_DATES = "Claim date"
FILTER_AMOUNT_FROM = "At least ₺"
FILTER_AMOUNT_TO = "At most ₺"
FILTER_SHOP = "Shop"
FILTER_ALL = "All"
FILTER_ALL_SHOPS = "All shops"
FILTER_BOTH_WAYS = "Both ways"
FILTER_ANY_PARCEL = "Any parcel status"
FILTER_DIRECTION = "Direction"
FILTER_PARCEL_STATUS = "Parcel status"
CLEAR_FILTERS = "Clear the filter"
SORT_AUTO = "Suggested order"
SORT_BY = "Sort"
SORT_OPTION = {True: "{name} ↓", False: "{name} ↑"}

# Empty and failing
EMPTY_INBOX = "No claim is waiting. Last sync {at}."
EMPTY_TAB = "No claim in this tab. Last sync {at}."
EMPTY_FILTERED = "No claim matches the filter."
FIRST_SYNC = "The first sync is running: waiting and new claims come first, older ones follow."
FIRST_SYNC_COUNT = "{count} claims read …"
SET_ASIDE_LINE = "{count} claims could not be read and are in no list; see Connections for the reason and raw text."
EXPIRED_WHILE_OFF = "While the app was off, {count} claims ran out of time ({amount})."
NO_SHOPS = "No shop is set up. Add one on the connections page."
ERRORS = {
    "SettingsError": "The settings file cannot be used. Nothing was sent. Correct the line it names and start the app again.",
    "Unreachable": "The marketplace could not be reached. Nothing was sent. Check your connection; the sync tries again by itself.",
    "OutcomeUnknown": "The request left, no answer came. It is not sent again; the claim is read to find the outcome.",
    "RateLimited": "The marketplace takes no more requests for now. Nothing was sent; it goes on after the wait.",
    "CredentialsRefused": "The marketplace refused the key. Nothing is sent for this shop. Test the key on the connections page.",
    "RequestRefused": "The marketplace refused the request. Nothing has changed. Its words are below.",
    "UnexpectedPayload": "The marketplace's answer has an unknown shape. The row was set aside; the other claims go on.",
    "StoreError": "The database could not be opened. Nothing has changed. Another copy of the app may be running: close it and try again.",
    "ActionNotAllowed": "This cannot be done now. Nothing was sent.",
    "AppError": "This could not be finished. Nothing was sent.",
}

INBOX_SUM = "**{count}** claims"
INBOX_RISK = "**{amount}** at risk"
INBOX_NEXT = "next in {left}"
TAB_SUM = "**{count}** claims · **{amount}**"

# Claim
CLAIM_AMOUNT = "Amount"
PIECES = "{count} pieces"
CLAIM_ORDER = "Order"
CLAIM_CUSTOMER = "Customer"
CLAIM_QUANTITY = "Pieces"
CLAIM_REASON = "Reason"
CLAIM_MARKETPLACE_REASON = "Trendyol's class"
CLAIM_NOTE = "Customer note"
CLAIM_MARKETPLACE_NOTE = "Marketplace note"
CLAIM_PHOTOS = "The customer's photos"
CLAIM_PHOTOS_PENDING = "There are {count} photos, not fetched yet."
CLAIM_PRODUCT = "This product"
CLAIM_PRODUCT_HISTORY = "In 90 days {sold} sold, {claimed} claims; mostly: {reason}."
CLAIM_PRODUCT_HISTORY_NO_SALES = "In 90 days {claimed} claims; mostly: {reason}. Units sold are not known yet."
CLAIM_PRODUCT_HISTORY_NONE = "No other claim in 90 days."
CLAIM_TIMELINE = "Timeline"
CLAIM_PARCELS = "Parcels"
CLAIM_ITEMS = "Products in this claim"
CLAIM_OPEN = "Full page"
CLAIM_OPEN_SHORT = "Open"
CLAIM_NOT_FOUND = "This claim was not found. The link may be cut, or the claim is not synced yet."
CLAIM_TO_INBOX = "Look in the inbox"
CLAIM_TO_SYNC = "Sync now under Connections"
CLAIM_NOT_CHOSEN = "No claim was chosen. Open one from the inbox."
CLAIM_TYPE = "Claim type"
CLAIM_ACTIONS = "Decision"
CLAIM_NO_ACTION = "There is nothing to decide in this status."
CLAIM_UNKNOWN_STATUS = "The marketplace's status is not known to us; no decision can be made. Look in its panel."
CLAIM_ACCEPTED_BY = "Approved by: {who}"
CLAIM_DISPUTE = "Dispute: {outcome}"
CLAIM_NOT_SEEN_SINCE = "Not in the marketplace's list since {at}."
TIMELINE_CLAIMED = "claim opened"
TIMELINE_ORDERED = "ordered"
TIMELINE_DEADLINE = "time runs out"
TIMELINE_DEADLINE_ESTIMATE = "time runs out (estimate)"
TIMELINE_STATUS = "{status} (first seen)"
TIMELINE_AUDIT = "{status} · {who}"
TIMELINE_PARCEL = "{direction} · {purpose}: {status}"
TIMELINE_ACTION = "{kind}: {state} · {user}"
NEXT_STEP = {
    "ship": "Ready to ship: send the product to the customer.",
    "send_back": "The rejection stands: send the product back to the customer.",
    "nothing_refund": "Decided for the customer, the money is paid back. Nothing to do.",
    "nothing_rejected": "The rejection stands. Nothing to do.",
}
SEEN = "Seen"
SEEN_MANY = "Mark ticked as seen ({count})"
SEEN_DONE = "{count} claims marked as seen."

# Deciding
APPROVE = "Approve"
REJECT = "Reject…"
PREAPPROVE = "Product first"
APPROVE_SELECTED = "Approve ticked ({count})"
REJECT_ONE_BY_ONE = "Reasons differ by claim: tick items of one claim."
NEXT_UP = "Next up: the most urgent claim"
FIRST_ROW = "First claim of the list"
CANCEL = "Cancel"
CONFIRM_APPROVE = "You are approving"
CONFIRM_REJECT = "You are rejecting"
CONFIRM_PREAPPROVE = "You are asking for the product first"
CONFIRM_YES_APPROVE = "Approve {count} items · {amount}"
CONFIRM_YES_REJECT = "Reject {count} items · {amount}"
CONFIRM_YES_PREAPPROVE = "Ask for the product"
CONFIRM_SUM = "{claims} claims · {items} items · {amount}"
CONFIRM_EXCLUDED = "{count} items stay out"
CONFIRM_TOO_OLD = "This window was open for more than 5 minutes; its facts were renewed. Look once more and confirm."
CONFIRM_DRY_RUN = "Dry run: not sent"
CONFIRM_DRY_RUN_HELP = "The shop is in dry run. The decision is recorded, nothing goes to the marketplace."
CONFIRM_UNDO = "You can take it back in the action log for {seconds} seconds; not after."
CONFIRM_PAUSED = "Sending is paused: the decision will wait in the queue."
EXCLUDED = {
    "not_permitted": "its status allows no decision",
    "already_asked": "a decision is already waiting",
    "needs_choice": "needs a decision of its own (refund or new product)",
}
CONSEQUENCE = {
    "trendyol.approve": "If you approve, Trendyol pays {amount} back to the customer; this cannot be undone.",
    "trendyol.reject": "If you reject, the claim becomes disputed and Trendyol decides; this cannot be undone.",
    "hepsiburada.approve": "If you approve, Hepsiburada pays {amount} back to the customer; this cannot be undone.",
    "hepsiburada.approve.refund": "If you approve, Hepsiburada pays {amount} back to the customer; this cannot be undone.",
    "hepsiburada.approve.change": "If you approve, you must send the customer a new product; this cannot be undone.",
    "hepsiburada.approve.missing": "If you approve, you may have to send the missing part; this cannot be undone.",
    "hepsiburada.approve.invoice": "If you approve, the claim closes with the invoice; this cannot be undone.",
    "hepsiburada.reject": "If you reject, Hepsiburada evaluates the claim; this cannot be undone.",
    "hepsiburada.preapprove": "The product comes to you; you decide after you have looked at it.",
    "many": "If you approve, {amount} is paid back to the customers; this cannot be undone.",
}
FINALIZE_LABEL = "How should it close?"
PREAPPROVAL_LABEL = "The customer has the product. What shall be done?"
PREAPPROVAL_CHOICES = {
    "change": "The customer keeps it, I send a new one",
    "refund": "The customer keeps it and gets the money back",
    "preapprove": "Send it to me first, I will look at it",
}
ACCEPTION_REASON_LABEL = "Why a refund and not a new product?"
INVOICE_LINK_LABEL = "Link to the invoice (optional)"
INVOICE_LINK_HELP = "Must begin with https://. If the invoice is not uploaded yet, upload it to the package in the Hepsiburada panel first, then approve."
INVOICE_LINK_WRONG = "The link must begin with https://."
REJECT_REASON_LABEL = "Reject reason"
REJECT_REASON_PICK = "Choose a reason"
REJECT_NEEDS_FILE = "needs an evidence file"
REJECT_LATER = "can be chosen from {at} on"
REJECT_24H = "“{name}” can be chosen 24 hours after the claim began to wait for action: {at}."
REJECT_NO_REASONS = "There is no list of reject reasons for this claim yet. Sync on the connections page."
STATEMENT_LABEL = "Statement"
STATEMENT_HELP = "Shown to those who examine it; at most 500 characters."
STATEMENT_MISSING = "Write a statement."
REASON_MISSING = "Choose the reject reason."
FILES_LABEL = "Evidence files"
FILES_HELP = "JPEG, PNG or PDF; 10 MB each, at most 5 files."
FILES_MISSING = "This reason needs an evidence file. It cannot be sent without one."
FILES_TOO_MANY = "At most 5 files can be sent."
FILE_REFUSED = "A file was not accepted: it must be JPEG, PNG or PDF and at most 10 MB."
PROBLEM = {
    "already_asked": "A decision is already waiting for this item.",
    "not_permitted": "The claim's status does not permit this decision.",
    "shown_too_long_ago": "The facts were old; look again and confirm.",
    "changed_since_shown": "The claim changed while you looked; look again.",
    "unknown_shop": "This shop is not in the settings.",
    "unknown_claim": "This claim was not found.",
    "reason_missing": "No reject reason was chosen.",
    "reason_unknown": "This reject reason is not in the marketplace's list of today.",
    "file_needed": "This reject reason needs a file.",
    "too_many_files": "At most 5 files can be sent.",
    "too_early": "This reject reason cannot be chosen before 24 hours have passed.",
    "statement_missing": "No statement was written.",
    "statement_too_long": "The statement is longer than 500 characters.",
    "link_wrong": "The link must begin with https://.",
}
ASKED_ONE = "{kind} queued: {product}"
ASKED_MANY = "{count} decisions queued."
NOT_ASKED = "{count} decisions were not taken: {reason}"

# Actions page
ACTIONS_EMPTY = "No decision yet. Approve or reject a claim in the inbox; its outcome shows here."
ACTIONS_EMPTY_FILTERED = "No action matches the filter."
ACTIONS_STATE = "State"
ACTIONS_KIND = "Decision"
ACTIONS_SHOP = "Shop"
ACTIONS_TABS = {
    "all": "All",
    "open": "Under way",
    "needs_person": "Needs you",
    "refused": "Refused",
    "done": "Finished",
}
ACTION_COLUMNS = {
    "created_at": "Time",
    "kind": "Decision",
    "state": "State",
    "product": "Product",
    "order": "Order",
    "shop": "Shop",
    "amount": "Amount",
    "user": "Who",
    "message": "The marketplace's words",
    "correlation_id": "Correlation id",
}
ACTIONS_TABLE = "Actions"
ACTION_DETAIL_HINT = "Tick a row for its detail."
ACTION_ITEMS = "Outcome per item"
ACTION_MESSAGE = "The marketplace's words"
ACTION_CORRELATION = "Correlation id"
TAKE_BACK_ALL = "Take all back"
ACTION_ASKED = "Asked for"
ACTIONS_ALL_KINDS = "All decisions"
TAKE_BACK = "Take back"
TAKE_BACK_LEFT = "{seconds} s"
TAKEN_BACK = "Taken back."
NOT_TAKEN_BACK = "It could not be taken back: sending has begun."
WAITING_TO_SEND = "{count} decisions wait to be sent"
PAUSE = "Pause all sending"
PAUSE_HELP = "While on, no decision goes to a marketplace; decisions wait in the queue."
RESOLVE_TITLE = "Record the outcome yourself"
RESOLVE_HELP = "Look in the marketplace's panel and choose what really happened. Your note is recorded."
RESOLVE_NOTE = "Note"
RESOLVE_NOTE_MISSING = "Write what you base this on."
RESOLVE = {"queued": "Send again", "confirmed": "Count as done", "refused": "Count as refused"}
RESOLVED = "Recorded."
BEFORE_THAT = "Older"

# Connections page
CONNECTION_LIVE = "Live"
CONNECTION_DRY_RUN = "Dry run: not sent"
CONNECTION_LAST_COMPLETE = "Last complete sync"
CONNECTION_LAST_RUN = "Last run"
CONNECTION_CLAIMS = "Claims held"
CONNECTION_SET_ASIDE = "Set aside"
CONNECTION_RUNNING = "{phase}: {claims} claims read, {pages} pages"
CONNECTION_ERROR = "Error of the last run"
CONNECTION_BACK_TO = "Read back to"
CONNECTION_NOT_SEEN = "Not in the list"
CHECK_RUNNING = "Testing the key …"
CHECK_OK = "{name}: works"
CONNECTION_NEVER = "never"
SYNC_PHASE = {
    "open": "Reading what waits",
    "recent": "Reading what is new",
    "backfill": "Reading the past",
    "details": "Reading products, pictures and sales",
    "done": "Complete",
}
SYNC_END = {"complete": "complete", "stopped": "stopped", "failed": "failed"}
SYNC_NOW = "Sync now"
SYNC_ASKED = "Sync was asked for."
TEST_KEY = "Test the key"
CHECK_PROBLEM = {
    "credentials": "The key is wrong or has run out (a password problem).",
    "permission": "The key is right, but has no permission for this service.",
    "unreachable": "The marketplace could not be reached; the key was not tested.",
    "limited": "The marketplace takes no requests for now; try again in a while.",
    "unexpected": "The marketplace gave an answer we do not know.",
}
CHECK_NAME = {
    "keys": "Key",
    "claims": "Claims",
    "orders": "Orders",
    "products": "Products",
    "reasons": "Reject reasons",
    "questions": "Questions",
}
COUNTS_TITLE = "Counts: ours and the marketplace's"
COUNT_COLUMNS = {
    "shop": "Shop",
    "status": "Status",
    "ours": "Ours",
    "theirs": "Marketplace's",
    "gap": "Gap",
    "counted_at": "Counted at",
}
COUNTS_EMPTY = "The marketplace's counts are not there yet; they show after the first complete sync."
COUNTS_EQUAL = "All counts agree."
SET_ASIDE_TITLE = "Rows set aside"
SET_ASIDE_EMPTY = "No unreadable row."
SET_ASIDE_HELP = "Rows that cannot be read are not dropped; they are kept with reason and raw text and read again by the next version."
RUNS_TITLE = "Latest syncs"
RUN_COLUMNS = {
    "shop": "Shop",
    "started_at": "Began",
    "finished_at": "Ended",
    "claims_read": "Claims read",
    "items_new": "New",
    "items_changed": "Changed",
    "set_aside": "Set aside",
    "requests": "Requests",
    "retries": "Repeats",
    "end_reason": "Result",
}
NEW_SHOP = "Add a shop"
NEW_SHOP_HELP = "The keys are only tested, never stored. Then paste the block into the settings file and start the app again."
NEW_SHOP_MARKETPLACE = "Marketplace"
NEW_SHOP_ID = "Short name (seen in links)"
NEW_SHOP_ID_HELP = "Lower-case letters, digits and dashes; for example trendyol-ana."
NEW_SHOP_NAME = "Shown name"
NEW_SHOP_FIELDS = {
    "seller_id": "Seller ID (Satıcı Bilgilerim > Entegrasyon Bilgileri)",
    "api_key": "API Key",
    "api_secret": "API Secret",
    "merchant_id": "Merchant ID (Entegratör Bilgileri)",
    "service_key": "Service key",
    "user_agent": "Integrator name (User-Agent, registered at Hepsiburada)",
}
NEW_SHOP_CHECK = "Test the key and show the block"
NEW_SHOP_MISSING = "Fill in all fields."
NEW_SHOP_ID_WRONG = "The short name may hold lower-case letters, digits and dashes only."
NEW_SHOP_BLOCK = "Paste this block into {file}:"
NEW_SHOP_DRY_RUN = "While mode = \"dry-run\" no decision is sent. When everything looks right, make it \"live\"."

# Returns and disputes pages
DOCUMENT_LANGUAGE = "en"
ANALYTICS_PERIOD = "Period"
ANALYTICS_PERIODS = {
    "365": "Last 12 months",
    "180": "Last 6 months",
    "90": "Last 90 days",
    "30": "Last 30 days",
    "days": "Choose dates",
}
ANALYTICS_DAYS = "First and last day"
ANALYTICS_MARKETPLACE = "Marketplace"
ANALYTICS_ALL_MARKETPLACES = "Both marketplaces"
CHART_TABLE = "Table"
CHART_CSV = "Download CSV"
CHART_SHARE = "Share"
CHART_YOUNG = "May still rise"
CHART_INTERVAL = "95% interval"
CHART_OF = "{share} (95% interval {low} – {high}) · {part} of {whole}"
CHART_TOO_FEW = "too few to say"
CHART_EMPTY = "No claims in this period. Choose a longer one."
PERCENT_PREFIX, PERCENT_SUFFIX = "", "%"
NUMBER_SEPARATORS = ".,"
REASON_UNKNOWN = "Unknown"
RETURNS_BY_REASON = "Units claimed by reason"
RETURNS_BY_REASON_DEFINITION = (
    "Units in claims opened in the period by the reason the customer chose; cancelled ones included. "
    "At most 10 reasons are drawn, the table holds all."
)
RETURNS_BY_MONTH = "Units claimed by month"
RETURNS_BY_MONTH_DEFINITION = "Units by the month (Istanbul) the claim was opened in; cancelled ones included. The last month may still run."
SHARE_BY_MONTH = "Share of sold units claimed, by month of order"
SHARE_BY_REASON = "Share of sold units claimed, by reason"
SHARE_DEFINITION = (
    "Numerator: units of the same order lines that were claimed later ({claimed}). "
    "Denominator: units ordered in the period whose sale we know ({sold}). Bars are 95% Wilson intervals. {since}"
)
SHARE_YOUNG = "Shares of orders younger than 45 days may still rise."
SHARE_SINCE = "Sales are known since: {shops}."
SHARE_SINCE_SHOP = "{shop} {day}"
SHARE_MISSING = "Not enough data: we do not know the sales of this period yet. The share appears as sales are synced."
RETURNS_SUM = "{units} units · {amount}"
RETURN_COLUMNS = {
    "marketplace_name": "Marketplace",
    "label": "Reason",
    "reason_code": "Code",
    "unit_count": "Units",
    "claim_count": "Claims",
    "amount_try": "Amount (₺)",
}
RETURN_MONTH_COLUMNS = {
    "month_on": "Month",
    "marketplace_name": "Marketplace",
    "unit_count": "Units",
    "claim_count": "Claims",
    "amount_try": "Amount (₺)",
}
SHARE_MONTH_COLUMNS = {
    "month_on": "Month of order",
    "sold_units": "Units sold",
    "claimed_units": "Units claimed",
    "share": "Share",
    "low": "Lower limit",
    "high": "Upper limit",
}
SHARE_REASON_COLUMNS = {
    "marketplace_name": "Marketplace",
    "label": "Reason",
    "claimed_units": "Units claimed",
    "sold_units": "Units sold",
    "share": "Share",
    "low": "Lower limit",
    "high": "Upper limit",
}
DISPUTE_GROUP = "Grouped by"
DISPUTE_GROUPS = {"customer": "Customer's reason", "reject": "Our reject reason"}
DISPUTE_COUNTS = {"won_count": "For the seller", "lost_count": "For the customer", "open_count": "Open"}
DISPUTES_SUM = "{won} for the seller · {lost} for the customer · {open} open"
DISPUTES_OUTCOMES = "What became of refusals"
DISPUTES_OUTCOMES_DEFINITION = (
    "Items you refused in claims opened in the period: decided for the seller, for the customer, open. One refusal is one claim item."
)
DISPUTES_RATE = "Win rate"
DISPUTES_RATE_DEFINITION = (
    "Numerator: refusals decided for the seller ({won}). Denominator: decided refusals ({decided}); open ones are out. "
    "Bars are 95% Wilson intervals. Overall: {pooled}. Reasons with fewer than 8 decided are not drawn: too few to say. "
    "You refuse what you think you can win, so this rate shows no cause and effect."
)
DISPUTES_REJECT_NOTE = "The reject reason is known only for refusals sent by this program; the others stand under “Unknown”."
DISPUTES_EMPTY = "No refused items in this period. Choose a longer one."
DISPUTES_TOO_FEW = "Too few to say: no reason has 8 decided refusals."
DISPUTES_POOLED = "{share} (95% interval {low} – {high})"
DISPUTE_COLUMNS = {
    "marketplace_name": "Marketplace",
    "label": "Reason",
    "reason_code": "Code",
    "won_count": "For the seller",
    "lost_count": "For the customer",
    "open_count": "Open",
    "decided_count": "Decided",
    "rate": "Win rate",
    "low": "Lower limit",
    "high": "Upper limit",
    "amount_try": "Amount (₺)",
}


def month(day: date) -> str:
    """`11.2026`"""
    return f"{day:%m.%Y}"
