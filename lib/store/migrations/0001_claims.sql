-- Claims, what surrounds them, and the sync's own books. Times are UTC, money is lira. Keys are kept unique by the
-- staged merge of claim_store.py, not by constraints (a bulk write into an index costs five times as much).

CREATE MACRO fold(x) AS translate(lower(translate(x, 'Iİ', 'ıi')), 'ıçğöşüâîû', 'icgosuaiu');

-- 'Ayşe Yılmaz' becomes 'A*** Y***'.
CREATE MACRO masked_name(x) AS nullif(rtrim(regexp_replace(trim(x), '(\S)\S*\s*', '\1*** ', 'g')), '');

-- One row a claim item, key (shop, claim_id, item_id).
CREATE TABLE claim_items (
    bucket USMALLINT NOT NULL,              -- where it is counted: see buckets
    shop VARCHAR NOT NULL,
    marketplace VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    claim_type VARCHAR NOT NULL,            -- Hepsiburada's own word; empty at Trendyol
    order_number VARCHAR NOT NULL,
    order_line_id VARCHAR,
    package_id VARCHAR,                     -- outbound package of the order
    status VARCHAR NOT NULL,
    raw_status VARCHAR NOT NULL,
    tab VARCHAR,                            -- NULL for an unknown status
    in_cargo_view BOOLEAN NOT NULL,         -- Hepsiburada's Kargoda lists it whatever its home tab
    kind VARCHAR NOT NULL,
    reason_code VARCHAR,
    reason VARCHAR,
    marketplace_reason_code VARCHAR,
    marketplace_reason VARCHAR,
    marketplace_note VARCHAR,
    product_name VARCHAR,
    sku VARCHAR,
    marketplace_sku VARCHAR,
    barcode VARCHAR,
    color VARCHAR,
    size VARCHAR,
    category VARCHAR,
    image_url VARCHAR,
    quantity INTEGER NOT NULL,
    unit_price_try DECIMAL(18, 2),
    amount_try DECIMAL(18, 2),              -- quantity × unit price
    ordered_at TIMESTAMP,
    claimed_at TIMESTAMP NOT NULL,
    modified_at TIMESTAMP,                  -- the marketplace's own last change; NULL at Hepsiburada
    updated_at TIMESTAMP NOT NULL,          -- modified_at, or when a sync first saw this content
    deadline_at TIMESTAMP,                  -- only while the merchant must answer
    deadline_is_estimate BOOLEAN,
    accepted_by VARCHAR,
    dispute_outcome VARCHAR,                -- open, won, lost; NULL when never refused
    dispute_decided_at TIMESTAMP,           -- when a sync first saw a dispute that we knew as open decided
    finalized_with VARCHAR,
    photo_count INTEGER NOT NULL,
    has_note BOOLEAN NOT NULL,
    cargo_company VARCHAR,                  -- newest leg
    tracking_number VARCHAR,                -- newest leg
    return_code VARCHAR,                    -- what the customer gave to the carrier
    return_code_folded VARCHAR,             -- return codes and tracking numbers of every leg, for the search
    first_seen_at TIMESTAMP NOT NULL,
    status_since TIMESTAMP NOT NULL,        -- first seen in this status
    read_at TIMESTAMP NOT NULL,             -- when the answer that stands here was asked for
    not_seen_since TIMESTAMP,               -- an expected answer no longer holds it; never deleted
    version VARCHAR NOT NULL,               -- domain.claim.item_version
    customer_name_masked VARCHAR,           -- joining claim_people for a page costs 100 ms at 1M rows
    search_text VARCHAR NOT NULL            -- folded: product, sku, barcode, order, return codes, tracking numbers
);

-- Every combination that a tab counter can ask for, so that counting ten million rows groups one small integer.
CREATE TABLE buckets (
    bucket USMALLINT NOT NULL,
    shop VARCHAR NOT NULL,
    marketplace VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    tab VARCHAR,
    in_cargo_view BOOLEAN NOT NULL
);

-- Personal data stands here and nowhere else in this file.
CREATE TABLE claim_people (
    shop VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    customer_name VARCHAR,
    customer_note VARCHAR,
    name_folded VARCHAR
);

-- The newest answer about each claim as it came, without personal data.
CREATE TABLE claim_payloads (
    shop VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    payload VARCHAR NOT NULL,
    payload_hash VARCHAR NOT NULL,
    request VARCHAR NOT NULL,
    read_at TIMESTAMP NOT NULL
);

CREATE TABLE status_history (
    shop VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    raw_status VARCHAR NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    modified_at TIMESTAMP
);

CREATE TABLE parcels (
    shop VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    direction VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    raw_status VARCHAR,
    package_id VARCHAR,
    tracking_number VARCHAR,
    return_code VARCHAR,
    tracking_link VARCHAR,
    cargo_company VARCHAR,
    created_at TIMESTAMP,
    dont_ship_back BOOLEAN,
    item_ids VARCHAR NOT NULL               -- comma separated; empty means the whole claim
);

CREATE TABLE claim_photos (
    shop VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    url VARCHAR NOT NULL
);

-- What a marketplace's audit said, fetched when a claim is settled or opened.
CREATE TABLE claim_audits (
    shop VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    previous_raw_status VARCHAR NOT NULL,
    raw_status VARCHAR NOT NULL,
    executor VARCHAR NOT NULL,              -- api, panel, system
    happened_at TIMESTAMP NOT NULL
);

-- Sold lines, key (shop, order_line_id). Accumulated: marketplaces forget them after a month or three.
CREATE TABLE order_lines (
    shop VARCHAR NOT NULL,
    order_line_id VARCHAR NOT NULL,
    order_number VARCHAR NOT NULL,
    package_id VARCHAR,
    ordered_at TIMESTAMP NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price_try DECIMAL(18, 2),
    sku VARCHAR,
    barcode VARCHAR,
    product_name VARCHAR,
    color VARCHAR,
    size VARCHAR,
    category VARCHAR,
    raw_status VARCHAR,
    is_sale BOOLEAN NOT NULL,
    image_url VARCHAR,
    delivered_at TIMESTAMP,
    read_at TIMESTAMP NOT NULL
);

-- Key (shop, barcode).
CREATE TABLE products (
    shop VARCHAR NOT NULL,
    barcode VARCHAR NOT NULL,
    sku VARCHAR,
    product_name VARCHAR,
    category VARCHAR,
    brand VARCHAR,
    image_url VARCHAR,
    read_at TIMESTAMP NOT NULL
);

-- Rows that could not be read: kept with their reason, replayed after each release.
CREATE TABLE set_aside (
    set_aside_id VARCHAR NOT NULL,          -- hash of shop and payload
    shop VARCHAR NOT NULL,
    claim_id VARCHAR,
    reason VARCHAR NOT NULL,
    payload VARCHAR NOT NULL,
    request VARCHAR NOT NULL,
    parser_version INTEGER NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    resolved_at TIMESTAMP
);

CREATE TABLE reject_reasons (
    shop VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    needs_file BOOLEAN NOT NULL,
    claim_types VARCHAR NOT NULL,           -- comma separated, lower case; empty suits all
    statuses VARCHAR NOT NULL,              -- comma separated; empty suits all that permit a refusal
    not_before_h INTEGER NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL         -- older than the newest of its shop: retired
);

-- The ledger: one row a run.
CREATE TABLE sync_runs (
    run_id VARCHAR NOT NULL,
    shop VARCHAR NOT NULL,
    phase VARCHAR NOT NULL,                 -- open, recent, backfill, details, done
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    windows INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    claims_read INTEGER NOT NULL,
    items_written INTEGER NOT NULL,
    items_new INTEGER NOT NULL,
    items_changed INTEGER NOT NULL,
    set_aside INTEGER NOT NULL,
    findings INTEGER NOT NULL,              -- pages that were repeated, short or moved while read
    backfilled_to TIMESTAMP,                -- how far back this run has come
    end_reason VARCHAR,                     -- complete, stopped, failed
    error VARCHAR
);

CREATE TABLE sync_cursors (
    shop VARCHAR NOT NULL,
    name VARCHAR NOT NULL,                  -- claims_from, claims_until, sales_from, sales_until, open_read, healed
    reached_at TIMESTAMP NOT NULL
);

-- Counts that the marketplace itself reported, beside ours.
CREATE TABLE marketplace_counts (
    shop VARCHAR NOT NULL,
    raw_status VARCHAR NOT NULL,
    count INTEGER NOT NULL,
    counted_from TIMESTAMP NOT NULL,        -- claims created since then
    counted_at TIMESTAMP NOT NULL
);

-- Decisions that our journal knows as ours; replayed from there when this file is made anew.
CREATE TABLE own_decisions (
    shop VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    reason_code VARCHAR,
    decided_at TIMESTAMP NOT NULL
);

CREATE VIEW claim_items_published AS
SELECT
    i.shop, i.marketplace, i.claim_id, i.item_id, i.order_number, i.order_line_id,
    i.status, i.raw_status, i.tab, i.kind, i.reason_code, i.reason,
    p.customer_note, p.customer_name,
    i.product_name, i.sku, i.barcode, i.color, i.size, i.category,
    i.quantity, i.unit_price_try, i.ordered_at, i.claimed_at, i.updated_at,
    i.deadline_at, i.deadline_is_estimate,
    CASE
        WHEN i.marketplace = 'trendyol' THEN i.accepted_by
        WHEN d.kind = 'approve' THEN 'seller'
    END AS accepted_by,
    i.cargo_company, i.tracking_number
FROM claim_items i
LEFT JOIN claim_people p ON p.shop = i.shop AND p.claim_id = i.claim_id AND p.item_id = i.item_id
LEFT JOIN own_decisions d ON d.shop = i.shop AND d.claim_id = i.claim_id AND d.item_id = i.item_id;

-- When an order was last asked for by number: old ones are gone at the marketplace and are not asked each cycle.
CREATE TABLE order_questions (
    shop VARCHAR NOT NULL,
    order_number VARCHAR NOT NULL,
    asked_at TIMESTAMP NOT NULL
);
