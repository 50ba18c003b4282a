-- Takes the record of what happened out of the server's hands: from then on the server's user may read it and add to it, and neither
-- change nor remove nor empty nor drop it. Once, after the first start of the server, as a superuser of PostgreSQL:
--
--   psql -d gatehouse -v server=gatehouse -f audit-role.sql
--
-- server: the user in the server's `database.url`. It can be run again.
-- `gatehouse-server audit cut` needs a user that is a member of gatehouse_audit; nothing else does.
\set ON_ERROR_STOP on

SELECT 'CREATE ROLE gatehouse_audit NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_audit') \gexec

SELECT format('REVOKE gatehouse_audit FROM %I', :'server') WHERE pg_has_role(:'server', 'gatehouse_audit', 'MEMBER') AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = :'server') \gexec

BEGIN;
-- The owner of a schema may drop what is in it, and the owner of a table may do anything to it.
ALTER SCHEMA gatehouse_audit OWNER TO gatehouse_audit;
ALTER TABLE gatehouse_audit.entries OWNER TO gatehouse_audit;
REVOKE ALL ON SCHEMA gatehouse_audit FROM PUBLIC, :"server";
REVOKE ALL ON gatehouse_audit.entries FROM PUBLIC, :"server";
GRANT USAGE ON SCHEMA gatehouse_audit TO :"server";
GRANT SELECT, INSERT ON gatehouse_audit.entries TO :"server";
COMMIT;
