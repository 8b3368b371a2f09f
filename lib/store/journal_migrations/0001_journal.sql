-- Decisions and everything people typed. Times are UTC text (YYYY-MM-DDTHH:MM:SS.ffffffZ), money is text in lira.

CREATE TABLE actions (
    action_id TEXT PRIMARY KEY,
    batch_id TEXT,
    shop TEXT NOT NULL,
    marketplace TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    claim_type TEXT NOT NULL,
    order_number TEXT NOT NULL,
    product_name TEXT,
    kind TEXT NOT NULL,
    details TEXT NOT NULL,                  -- JSON of ActionDetails
    amount_try TEXT,
    deadline_at TEXT,
    user TEXT NOT NULL,
    source TEXT NOT NULL,                   -- page, command
    created_at TEXT NOT NULL,
    not_before_at TEXT NOT NULL,            -- end of the undo window
    next_try_at TEXT,                       -- not sent again or read again before this
    attempt_count INTEGER NOT NULL DEFAULT 0,
    message TEXT,                           -- the marketplace's words, or why a person is needed
    correlation_id TEXT
) STRICT;

CREATE TABLE action_items (
    action_id TEXT NOT NULL REFERENCES actions (action_id),
    item_id TEXT NOT NULL,
    shop TEXT NOT NULL,
    target TEXT NOT NULL,                   -- claim/item
    target_group TEXT NOT NULL,             -- decision
    shown_version TEXT NOT NULL,
    state TEXT NOT NULL,
    state_at TEXT NOT NULL,
    PRIMARY KEY (action_id, item_id)
) STRICT;

-- The guard against double clicks and two users.
CREATE UNIQUE INDEX one_open_intent ON action_items (shop, target, target_group)
WHERE state IN ('queued', 'sending', 'delivered', 'unknown', 'needs_person');

CREATE INDEX action_items_by_state ON action_items (state);
CREATE INDEX actions_by_time ON actions (created_at);
CREATE INDEX actions_by_claim ON actions (shop, claim_id);

CREATE TABLE attachments (
    action_id TEXT NOT NULL REFERENCES actions (action_id),
    position INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    byte_count INTEGER NOT NULL,
    PRIMARY KEY (action_id, position)
) STRICT;

-- Committed before the first byte leaves.
CREATE TABLE attempts (
    action_id TEXT NOT NULL REFERENCES actions (action_id),
    number INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    deadline_at TEXT NOT NULL,
    ended_at TEXT,
    statuses_before TEXT NOT NULL,          -- JSON: item_id → raw status in the read before sending
    outcome TEXT,                           -- delivered, refused, unknown, not_sent
    status_code INTEGER,
    correlation_id TEXT,
    message TEXT,
    PRIMARY KEY (action_id, number)
) STRICT;

-- Reads after an attempt that still showed the old status.
CREATE TABLE settling_reads (
    action_id TEXT NOT NULL REFERENCES actions (action_id),
    attempt INTEGER NOT NULL,
    read_at TEXT NOT NULL,
    statuses TEXT NOT NULL                  -- JSON: item_id → raw status
) STRICT;

-- One line a transition and a person's deed, chained by hash; no personal data of a customer.
CREATE TABLE audit (
    line INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    event TEXT NOT NULL,                    -- asked, transition, seen, setting, sync …
    action_id TEXT,
    item_id TEXT,
    from_state TEXT,
    to_state TEXT,
    evidence TEXT,
    detail TEXT NOT NULL,                   -- JSON
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

-- Gördüm: a decision of Hepsiburada that a person has taken note of.
CREATE TABLE seen_marks (
    shop TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    raw_status TEXT NOT NULL,
    user TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (shop, claim_id, raw_status)
) STRICT;

-- The app's own settings: pause switch, store counters, last backup.
CREATE TABLE app_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- Commands hand their work to the process that owns the database.
CREATE TABLE jobs (
    job_id TEXT PRIMARY KEY,
    command TEXT NOT NULL,
    arguments TEXT NOT NULL,                -- JSON
    state TEXT NOT NULL,                    -- waiting, running, done, failed
    result TEXT,                            -- JSON
    created_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;
