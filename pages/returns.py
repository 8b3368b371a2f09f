"""Which reasons, in which months, what share of what was sold."""

from functools import partial

import streamlit as st

from lib.analytics.return_shares import claimed_shares
from lib.documents.tables import table_csv
from lib.queries.return_analytics import claimed_units_by_month, claimed_units_by_reason
from lib.ui import analytics_filters, analytics_words, chart_card, charts, frame, runtime, text

frame.require("returns")
services = runtime.services()

st.title(text.PAGE_TITLES["returns"], anchor=False)
scope = analytics_filters.choose(services.settings.shops, runtime.today())
reasons = analytics_words.with_labels(claimed_units_by_reason(services.db, scope))
months = analytics_words.with_marketplaces(claimed_units_by_month(services.db, scope))
shares = claimed_shares(services.db, scope, runtime.now())
share_reasons = analytics_words.with_labels(shares.by_reason)
definition = analytics_words.share_definition(
    shares.claimed_units, shares.sold_units, shares.coverage, services.settings.shops
)
write = partial(table_csv, language=text.DOCUMENT_LANGUAGE)

left, right = st.columns(2, gap="small")
with left:
    chart_card.show(
        "claimed-by-reason",
        text.RETURNS_BY_REASON,
        reasons,
        charts.units_by_reason,
        definition=text.RETURNS_BY_REASON_DEFINITION,
        columns=text.RETURN_COLUMNS,
        write=write,
        empty=text.CHART_EMPTY,
    )
with right:
    chart_card.show(
        "claimed-by-month",
        text.RETURNS_BY_MONTH,
        months,
        charts.units_by_month,
        definition=text.RETURNS_BY_MONTH_DEFINITION,
        columns=text.RETURN_MONTH_COLUMNS,
        write=write,
        empty=text.CHART_EMPTY,
    )
left, right = st.columns(2, gap="small")
with left:
    chart_card.show(
        "share-by-month",
        text.SHARE_BY_MONTH,
        shares.by_month,
        charts.share_by_month,
        definition=definition,
        columns=text.SHARE_MONTH_COLUMNS,
        write=write,
        empty=text.SHARE_MISSING,
    )
with right:
    chart_card.show(
        "share-by-reason",
        text.SHARE_BY_REASON,
        share_reasons,
        charts.share_by_reason,
        definition=definition,
        columns=text.SHARE_REASON_COLUMNS,
        write=write,
        empty=text.SHARE_MISSING,
    )
