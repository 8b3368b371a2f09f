-- Claim items in the order of their claim, ten years of a very large shop: most are closed, the newest are open.
INSERT INTO claim_items BY NAME
WITH numbered AS (
    SELECT range AS n, (hash(range) >> 1)::BIGINT AS h, (hash(range + 7777777) >> 1)::BIGINT AS h2,
           $rows - range AS age
    FROM range($rows)
),
placed AS (
    SELECT *,
           CASE
               WHEN age < 0.0002 * $rows + 2000 THEN (h % 16)::USMALLINT
               WHEN h % 100 < 55 THEN 0 WHEN h % 100 < 62 THEN 1 WHEN h % 100 < 66 THEN 2
               WHEN h % 100 < 90 THEN 8 WHEN h % 100 < 93 THEN 9 WHEN h % 100 < 98 THEN 10 ELSE 11
           END::USMALLINT AS bucket
    FROM numbered
),
told AS (
    SELECT *,
           ['Kadın Çiçekli Elbise', 'Erkek Keten Gömlek', 'Deri Omuz Çantası', 'Kablosuz Kulaklık', 'Çelik Tencere Seti'
           ][h % 5 + 1] || ' ' || h % 50000 AS product_name,
           'STK-' || h % 50000 AS sku, (8680000000000 + h % 200000)::VARCHAR AS barcode,
           (9000000000 + n - h % 50000)::VARCHAR AS order_number,
           (7330000000000 + h % 1000000000)::VARCHAR AS tracking_number, 'IK' || h % 10000000 AS return_code,
           TIMESTAMP '2026-11-22 12:00:00' - to_seconds(age * 315360000 // $rows) - to_microseconds(h % 3000000)
               AS claimed_at
    FROM placed
)
SELECT t.bucket, b.shop, b.marketplace,
       printf('%016x-%016x', h, n) AS claim_id,
       printf('%016x-%016x', h2, n) AS item_id,
       '' AS claim_type, t.order_number, (h % 1000000000000)::VARCHAR AS order_line_id, b.status,
       b.status AS raw_status, b.tab, b.in_cargo_view, CASE WHEN h2 % 10 = 0 THEN 'exchange' ELSE 'return' END AS kind,
       ['501', '551', '301', '401', '451', '251', '2042'][h2 % 7 + 1] AS reason_code,
       ['Bedeni küçük geldi', 'Bedeni büyük geldi', 'Kusurlu ürün gönderildi', 'Vazgeçtim', 'Diğer',
        'Modelini beğenmedim', 'Beğenmedim'][h2 % 7 + 1] AS reason,
       t.product_name, t.sku, t.barcode, 'Kırmızı' AS color, 'M' AS size, 'Giyim' AS category, 1 AS quantity,
       ((h2 % 200000) / 100)::DECIMAL(18, 2) AS unit_price_try, ((h2 % 200000) / 100)::DECIMAL(18, 2) AS amount_try,
       t.claimed_at - INTERVAL 9 DAY AS ordered_at, t.claimed_at,
       least(t.claimed_at + to_seconds(h2 % 800000), TIMESTAMP '2026-11-22 12:00:00') AS updated_at,
       CASE WHEN b.status = 'awaiting_action' THEN TIMESTAMP '2026-11-22 12:00:00' + to_seconds(h2 % 172800)
       END AS deadline_at,
       CASE WHEN b.status = 'awaiting_action' THEN h % 2 = 0 END AS deadline_is_estimate,
       0 AS photo_count, h % 5 < 3 AS has_note, 'Yurtiçi Kargo' AS cargo_company, t.tracking_number, t.return_code,
       fold(t.return_code || ' ' || t.tracking_number) AS return_code_folded, t.claimed_at AS first_seen_at,
       t.claimed_at AS status_since, TIMESTAMP '2026-11-22 12:00:00' AS read_at, b.status || '|1|-' AS version,
       'A*** Y***' AS customer_name_masked,
       fold(concat_ws(' ', t.product_name, t.sku, t.barcode, t.order_number, t.return_code, t.tracking_number))
           AS search_text
FROM told t JOIN buckets b USING (bucket)
ORDER BY t.n
