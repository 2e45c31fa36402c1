SELECT began_with,
       CASE WHEN json_valid(content) THEN CAST(json_extract(content, '$.code') AS TEXT) END,
       CASE WHEN json_valid(content) THEN CAST(json_extract(content, '$.version') AS TEXT) END,
       length(CAST(content AS BLOB)),
       saved_ms
FROM procedure_draft
WHERE person = ?1
ORDER BY saved_ms DESC, began_with
