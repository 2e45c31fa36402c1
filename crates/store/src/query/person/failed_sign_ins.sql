-- Wrong passwords of person ?1 at station ?2 after the last success there and the last reset, oldest first.
SELECT f.boot, f.monotonic_ms
FROM sign_in f JOIN person p ON p.person = f.person
WHERE f.person = ?1 AND f.station = ?2 AND f.failure = 'wrong_password'
  AND (f.hlc_wall, f.hlc_counter) > (p.reset_wall, p.reset_counter)
  AND NOT EXISTS (
    SELECT 1 FROM sign_in s
    WHERE s.person = ?1 AND s.station = ?2 AND s.failure IS NULL
      AND (s.hlc_wall, s.hlc_counter) > (f.hlc_wall, f.hlc_counter))
ORDER BY f.hlc_wall, f.hlc_counter
