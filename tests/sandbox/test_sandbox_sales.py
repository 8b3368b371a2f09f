"""Orders, products, packages, questions, invoices and pictures: shapes of the references, and every claim joins."""

import io

import httpx
import pytest
from PIL import Image

from lib.sandbox.server import RunningSandbox
from tests.sandbox.conftest import fixture_json, item_ids, keys_of, waiting_claims

DAY = 86_400_000
NOT_ALWAYS = {"content.lines.fastDeliveryOptions.type", "content.whoPays"}


def now_ms(sandbox: RunningSandbox) -> int:
    return int(sandbox.now().timestamp() * 1000)


def test_order_pages_and_stream_have_the_keys_of_the_reference(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    now = now_ms(sandbox)
    window = {"startDate": now - 13 * DAY, "endDate": now, "size": 200}
    orders = trendyol.get(f"/order/sellers/{seller}/v2/orders", params=window).json()
    stream = trendyol.get(f"/order/sellers/{seller}/orders/stream", params={"size": 20}).json()
    assert keys_of(orders) | NOT_ALWAYS == keys_of(fixture_json("trendyol/orders-page-v2.json")) | NOT_ALWAYS
    assert keys_of(stream) | NOT_ALWAYS == keys_of(fixture_json("trendyol/orders-stream.json")) | NOT_ALWAYS


def test_every_claim_joins_its_order_and_only_orders_shift_their_date(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    claim = waiting_claims(trendyol, seller)[0]
    order = trendyol.get(f"/order/sellers/{seller}/v2/orders", params={"orderNumber": claim["orderNumber"]}).json()[
        "content"
    ][0]
    assert order["shipmentPackageId"] == claim["orderOutboundPackageId"]
    assert {item["orderLine"]["id"] for item in claim["items"]} <= {line["lineId"] for line in order["lines"]}
    assert order["orderDate"] - claim["orderDate"] == 3 * 3_600_000
    assert item_ids(claim)


def test_the_stream_gives_each_order_once_newest_change_first(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    now = now_ms(sandbox)
    asked = {"lastModifiedStartDate": now - 13 * DAY, "lastModifiedEndDate": now, "size": 7}
    rows, cursor = [], None
    while True:
        params = asked | ({"nextCursor": cursor} if cursor else {})
        page = trendyol.get(f"/order/sellers/{seller}/orders/stream", params=params).json()
        rows += page["content"]
        cursor = page["nextCursor"]
        if not page["hasMore"]:
            break
    changes = [row["lastModifiedDate"] for row in rows]
    assert changes == sorted(changes, reverse=True) and len(rows) > 20
    assert len({row["shipmentPackageId"] for row in rows}) == len(rows)
    other = asked | {"lastModifiedStartDate": now - 2 * DAY, "nextCursor": page["nextCursor"] or "bm9uc2Vuc2U="}
    assert trendyol.get(f"/order/sellers/{seller}/orders/stream", params=other).status_code == 400


def test_windows_sizes_and_types_of_sales_are_checked(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    now, orders = now_ms(sandbox), f"/order/sellers/{seller}/v2/orders"
    money = f"/finance/che/sellers/{seller}/settlements"
    window = {"startDate": now - 15 * DAY, "endDate": now}
    sale = {"transactionType": "Sale", "startDate": now - 40 * DAY, "endDate": now - 26 * DAY, "size": 500}
    wanted = [
        (orders, window, 400),
        (orders, {"page": 100, "size": 200}, 429),
        (money, {**sale, "size": 100}, 400),
        (money, {**sale, "startDate": now - 60 * DAY}, 400),
        (money, {**window, "size": 500}, 500),
    ]
    assert [trendyol.get(path, params=params).status_code for path, params, _ in wanted] == [each[2] for each in wanted]
    rows = trendyol.get(money, params=sale).json()
    assert keys_of(rows) == keys_of(fixture_json("trendyol/settlements-sale.json"))


def test_a_product_has_a_picture_that_this_machine_drew(trendyol: httpx.Client, seller: str) -> None:
    barcode = waiting_claims(trendyol, seller)[0]["items"][0]["orderLine"]["barcode"]
    answer = trendyol.get(f"/product/sellers/{seller}/products/approved", params={"barcodes": barcode}).json()
    assert keys_of(answer) == keys_of(fixture_json("trendyol/products-approved.json"))
    url = answer["content"][0]["images"][0]["url"]
    picture = Image.open(io.BytesIO(httpx.get(url, trust_env=False, verify=False).content)).convert("RGB")
    assert url.startswith("http://127.0.0.1:") and picture.size == (400, 400)
    assert len(set(picture.resize((40, 40)).tobytes())) > 20


@pytest.mark.parametrize(
    ("path", "params", "fixture"),
    [
        ("/oms/orders/merchantid/{m}", {"offset": 0, "limit": 100}, "orders-list"),
        ("/oms/packages/merchantid/{m}", {"Offset": 0, "limit": 10}, "packages-list"),
        ("/oms/packages/merchantid/{m}/shipped", {"offset": 0, "limit": 50}, "packages-shipped"),
        ("/oms/packages/merchantid/{m}/delivered", {"offset": 0, "limit": 50}, "packages-delivered"),
        ("/oms/packages/merchantid/{m}/undelivered", {"offset": 0, "limit": 50}, "packages-undelivered"),
        ("/oms/packages/merchantid/{m}/missing-invoice", {"offset": 0, "limit": 50}, "packages-missing-invoice"),
        ("/oms/orders/merchantid/{m}/cancelled", {"offset": 0, "limit": 50}, "orders-cancelled"),
        ("/listing/listings/merchantid/{m}", {"offset": 0, "limit": 5}, "listings"),
        ("/finance/transactions/merchantid/{m}", {"Offset": 0, "Limit": 5}, "finance-transactions"),
        ("/shipping/cargoFirms/{m}", {}, "cargo-firms"),
        ("/questions/api/v1.0/issues", {"page": 1}, "questions-list"),
    ],
)
def test_hepsiburadas_lists_have_the_keys_of_the_reference(
    hepsiburada: httpx.Client, merchant: str, path: str, params: dict[str, int], fixture: str
) -> None:
    answer = hepsiburada.get(path.format(m=merchant), params=params)
    assert answer.status_code == 200
    assert keys_of(answer.json()) == keys_of(fixture_json(f"hepsiburada/{fixture}.json"))


def test_the_order_detail_names_and_shows_what_a_claim_lacks(hepsiburada: httpx.Client, merchant: str) -> None:
    claims = hepsiburada.get(f"/oms/claims/merchantId/{merchant}", params={"limit": 100}).json()
    claim = next(row for row in claims if row["status"] != "NewRequest")
    detail = hepsiburada.get(f"/oms/orders/merchantid/{merchant}/ordernumber/{claim['orderNumber']}").json()
    line = next(line for line in detail["items"] if line["id"] == claim["lineItemId"])
    assert keys_of(detail) == keys_of(fixture_json("hepsiburada/order-detail.json"))
    assert (line["sku"], line["status"], bool(line["name"])) == (claim["sku"], "ClaimCreated", True)
    picture = httpx.get(line["productImageUrlFormat"].replace("{size}", "200"), trust_env=False)
    assert Image.open(io.BytesIO(picture.content)).size == (200, 200)


def test_an_invoice_is_given_once(sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str) -> None:
    feed = hepsiburada.get(
        f"/oms/packages/merchantid/{merchant}/missing-invoice", params={"offset": 0, "limit": 50}
    ).json()
    path = f"/oms/packages/merchantid/{merchant}/packagenumber/{feed['items'][0]['packageNumber']}/invoice"
    links = ("https://fatura.example/a.zip", "https://fatura.example/a.pdf", "https://fatura.example/b.pdf")
    assert [hepsiburada.put(path, json={"invoiceLink": link}).status_code for link in links] == [400, 204, 409]
    after = hepsiburada.get(
        f"/oms/packages/merchantid/{merchant}/missing-invoice", params={"offset": 0, "limit": 50}
    ).json()
    assert after["totalCount"] == feed["totalCount"] - 1


def test_an_answer_with_a_phone_number_is_turned_back(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    asked = trendyol.post(
        f"/qna/sellers/{seller}/questions", json={"text": "Faturam nerede?", "contentId": 710_000_001}
    )
    path = f"/qna/sellers/{seller}/questions/{asked.json()['questionId']}"
    trendyol.post(f"{path}/answers", json={"text": "Bizi 0555 000 00 00 numaradan arayın"})
    refused = trendyol.get(path).json()
    trendyol.post(f"{path}/answers", json={"text": "Faturanızı bugün yükledik, iyi günler."})
    answered = trendyol.get(path).json()
    again = trendyol.post(f"{path}/answers", json={"text": "Faturanızı bugün yükledik."})
    listed = trendyol.get(f"/qna/sellers/{seller}/questions/filter", params={"size": 50}).json()
    assert (refused["status"], refused["rejectedAnswer"]["reason"]) == (
        "WAITING_FOR_ANSWER",
        "Yönlendirme içeren cevap",
    )
    assert (answered["status"], again.status_code) == ("ANSWERED", 400)
    assert keys_of(listed) == keys_of(fixture_json("trendyol/questions-filter.json"))


def test_labels_come_only_for_two_carriers_and_after_asking(trendyol: httpx.Client, seller: str) -> None:
    path = f"/sellers/{seller}/common-label"
    early = trendyol.get(f"{path}/7330000000000001")
    asked = [
        trendyol.post(f"{path}/{number}", json={"format": "ZPL"}).status_code
        for number in ("7330000000000001", "7250000000000001")
    ]
    label = trendyol.get(f"{path}/7330000000000001").json()["data"][0]["label"]
    assert (early.status_code, asked) == (400, [200, 400])
    assert label.startswith("^XA") and "7330000000000001" in label
