-- One implicit transaction. The lock: a wait for standbys goes on in the server when nobody listens any more, and so there is
-- one at most, however often a connection is tried meanwhile.
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') <> 'remote_apply';
SELECT set_config('lock_timeout', '2s', true);
SELECT pg_advisory_xact_lock(4859235276903313776);
SELECT pg_logical_emit_message(true, 'cordkeep', '');
