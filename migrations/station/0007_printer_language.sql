-- What a printer is sent: pages, or ZPL II at the resolution of its head.
ALTER TABLE printer ADD COLUMN language TEXT NOT NULL DEFAULT 'pdf';
