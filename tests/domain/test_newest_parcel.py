from datetime import UTC, datetime

from lib.domain.claim import Parcel, ParcelDirection, ParcelPurpose, ParcelStatus
from lib.domain.tab import newest

MONDAY, TUESDAY = datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 17, tzinfo=UTC)


def make_parcel(number: str, created_at: datetime | None) -> Parcel:
    return Parcel(
        direction=ParcelDirection.TO_CUSTOMER,
        purpose=ParcelPurpose.REPLACEMENT,
        status=ParcelStatus.OPEN,
        package_id=number,
        created_at=created_at,
    )


def test_the_last_created_parcel_is_the_newest_and_among_equals_the_last_listed() -> None:
    late, early = make_parcel("late", TUESDAY), make_parcel("early", MONDAY)
    assert newest((late, early), ParcelDirection.TO_CUSTOMER) is late
    first, second = make_parcel("1", MONDAY), make_parcel("2", MONDAY)
    assert newest((first, second), ParcelDirection.TO_CUSTOMER) is second
    undated = (make_parcel("1", None), make_parcel("2", None))
    assert newest(undated, ParcelDirection.TO_CUSTOMER) is undated[1]
    assert newest((late,), ParcelDirection.TO_SELLER) is None
