"""Does refusing stand? What became of refusals, by reason."""

from functools import partial

import streamlit as st

from lib.analytics.dispute_rates import dispute_rates
from lib.documents.tables import table_csv
from lib.domain.scope import DisputeGroup
from lib.ui import analytics_filters, analytics_words, chart_card, charts, frame, runtime, text

frame.require("disputes")
services = runtime.services()

st.title(text.PAGE_TITLES["disputes"], anchor=False)
scope, group = analytics_filters.choose_disputes(services.settings.shops, runtime.today())
rates = dispute_rates(services.db, scope, group)
by_reason = analytics_words.with_labels(rates.by_reason)
write = partial(table_csv, language=text.DOCUMENT_LANGUAGE)
if group is DisputeGroup.REJECT:
    st.caption(text.DISPUTES_REJECT_NOTE)

left, right = st.columns(2, gap="small")
with left:
    chart_card.show(
        "dispute-outcomes",
        text.DISPUTES_OUTCOMES,
        by_reason,
        charts.dispute_outcomes,
        definition=text.DISPUTES_OUTCOMES_DEFINITION,
        columns=text.DISPUTE_COLUMNS,
        write=write,
        empty=text.DISPUTES_EMPTY,
    )
with right:
    chart_card.show(
        "dispute-rates",
        text.DISPUTES_RATE,
        by_reason,
        charts.win_rates,
        definition=analytics_words.rate_definition(rates.won_count, rates.decided_count, rates.rate, rates.interval),
        columns=text.DISPUTE_COLUMNS,
        write=write,
        empty=text.DISPUTES_EMPTY,
    )
