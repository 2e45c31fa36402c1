-- Entries are kept as they came: on a connection that writes, the file itself refuses anything but adding to them.
CREATE TEMP TRIGGER entry_changed BEFORE UPDATE ON main.entry BEGIN SELECT RAISE(ABORT, 'entries are kept'); END;
CREATE TEMP TRIGGER entry_removed BEFORE DELETE ON main.entry BEGIN SELECT RAISE(ABORT, 'entries are kept'); END;
