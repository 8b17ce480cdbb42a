-- The log is read by whoever may read the subject, and written by custody.append and the sequencer's functions alone.
ALTER TABLE custody.record ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.record FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.record TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.leaf ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.leaf FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.leaf TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.node ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.node FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.node TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.checkpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.checkpoint FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.checkpoint TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.key ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.key FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.key TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.head ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.head FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.head TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.pending ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.pending FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.pending TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.event_type ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.event_type FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.event_type TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.trail ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.trail FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.trail TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.padding ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.padding FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.padding TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.published ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.published FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.published TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE custody.alarm ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.alarm FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.alarm TO lintel_owner USING (true) WITH CHECK (true);
ALTER TABLE lintel.opening ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.opening FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.opening TO lintel_owner USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA custody, lintel TO lintel_intake, lintel_workspace, lintel_worker;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA custody FROM PUBLIC;
GRANT EXECUTE ON FUNCTION custody.append(text, text, uuid, timestamptz, jsonb, jsonb, uuid, uuid)
  TO lintel_intake, lintel_workspace, lintel_worker;
GRANT EXECUTE ON FUNCTION custody.add_leaves(bigint, bigint, bytea, bigint[], text[], bigint[]),
  custody.add_nodes(integer[], bigint[], bytea[]), custody.add_checkpoint(bigint, bytea, text),
  custody.add_key(text), custody.add_published(bigint), custody.raise_alarm(text, text, text, bigint, bigint)
  TO lintel_worker;
GRANT EXECUTE ON FUNCTION custody.subject_visible(text), custody.is_not_of_a_draft(text), custody.repudiations_of(text)
  TO lintel_workspace, lintel_worker;
GRANT EXECUTE ON FUNCTION lintel.search_log(text, text, text, text[], uuid, uuid, integer), lintel.trail_of(text), lintel.log_alarms() TO lintel_workspace;

-- The worker sequences, signs, verifies and seals: it reads the whole log.
GRANT SELECT ON custody.record TO lintel_worker;
CREATE POLICY worker_reads ON custody.record FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.leaf TO lintel_worker;
CREATE POLICY worker_reads ON custody.leaf FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.node TO lintel_worker;
CREATE POLICY worker_reads ON custody.node FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.checkpoint TO lintel_worker;
CREATE POLICY worker_reads ON custody.checkpoint FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.key TO lintel_worker;
CREATE POLICY worker_reads ON custody.key FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.head TO lintel_worker;
CREATE POLICY worker_reads ON custody.head FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.pending TO lintel_worker;
CREATE POLICY worker_reads ON custody.pending FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.event_type TO lintel_worker;
CREATE POLICY worker_reads ON custody.event_type FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.trail TO lintel_worker;
CREATE POLICY worker_reads ON custody.trail FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.padding TO lintel_worker;
CREATE POLICY worker_reads ON custody.padding FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.published TO lintel_worker;
CREATE POLICY worker_reads ON custody.published FOR SELECT TO lintel_worker USING (true);
GRANT SELECT ON custody.alarm TO lintel_worker;
CREATE POLICY worker_reads ON custody.alarm FOR SELECT TO lintel_worker USING (true);
GRANT SELECT, DELETE ON lintel.opening TO lintel_worker;
CREATE POLICY worker_reads ON lintel.opening FOR SELECT TO lintel_worker USING (true);
-- Disposals and drafts that ran out: what was committed to is erased, the commitment stays.
CREATE POLICY worker_erases ON lintel.opening FOR DELETE TO lintel_worker USING (true);

GRANT SELECT ON custody.record, custody.leaf, custody.node, custody.checkpoint, custody.key, lintel.opening TO lintel_workspace;
-- Whose history it is, the policies of clips and investigations decide. What is said here asks them row by row, and who acts
-- once for a statement.
CREATE POLICY officers_read ON custody.record FOR SELECT TO lintel_workspace USING (CASE
    WHEN subject LIKE 'clip:%' THEN EXISTS (SELECT FROM lintel.clip WHERE id = substr(subject, 6)::uuid)
    WHEN subject LIKE 'investigation:%' THEN (SELECT true FROM scope.readable WHERE readable_id = substr(subject, 15)::uuid LIMIT 1)
    ELSE false END);
CREATE POLICY officers_read ON custody.leaf FOR SELECT TO lintel_workspace USING (CASE
    WHEN subject LIKE 'clip:%' THEN EXISTS (SELECT FROM lintel.clip WHERE id = substr(subject, 6)::uuid)
    WHEN subject LIKE 'investigation:%' THEN (SELECT true FROM scope.readable WHERE readable_id = substr(subject, 15)::uuid LIMIT 1)
    ELSE false END);
CREATE POLICY officers_read ON lintel.opening FOR SELECT TO lintel_workspace USING (CASE
    WHEN subject LIKE 'clip:%' THEN EXISTS (SELECT FROM lintel.clip WHERE id = substr(subject, 6)::uuid)
    WHEN subject LIKE 'investigation:%' THEN (SELECT true FROM scope.readable WHERE readable_id = substr(subject, 15)::uuid LIMIT 1)
    ELSE false END);
-- Auditors read every history but those of drafts, and of what was committed to only why something was done.
CREATE POLICY auditors_read ON custody.record FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('auditor')) AND custody.is_not_of_a_draft(subject));
CREATE POLICY auditors_read ON custody.leaf FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('auditor')) AND custody.is_not_of_a_draft(subject));
CREATE POLICY auditors_read ON lintel.opening FOR SELECT TO lintel_workspace
  USING (field = 'reason' AND (SELECT scope.role_in('auditor')) AND custody.is_not_of_a_draft(subject));
-- Sizes and hashes of the whole log, which proofs are made of: they name nobody and nothing. For whoever may read a history.
CREATE POLICY officers_read ON custody.node FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor')));
CREATE POLICY officers_read ON custody.checkpoint FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor')));
CREATE POLICY officers_read ON custody.key FOR SELECT TO lintel_workspace
  USING ((SELECT scope.role_in('investigator', 'disclosure', 'supervisor', 'auditor')));
