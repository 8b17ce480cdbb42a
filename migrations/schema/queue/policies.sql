ALTER TABLE lintel.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.outbox TO lintel_owner USING (true) WITH CHECK (true);

GRANT INSERT (queue, name, job_id, payload) ON lintel.outbox TO lintel_intake, lintel_workspace, lintel_worker;
REVOKE ALL ON FUNCTION lintel.may_ask_for(text, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lintel.may_ask_for(text, text, jsonb) TO lintel_intake, lintel_workspace;
CREATE POLICY people_ask ON lintel.outbox FOR INSERT TO lintel_intake, lintel_workspace
  WITH CHECK (relayed_at IS NULL AND done_at IS NULL AND lintel.may_ask_for(queue, name, payload));

-- The worker relays and prunes; it also asks for work of its own, which follows from a job.
GRANT SELECT, DELETE, UPDATE (relayed_at, done_at) ON lintel.outbox TO lintel_worker;
CREATE POLICY worker_asks ON lintel.outbox FOR INSERT TO lintel_worker WITH CHECK (relayed_at IS NULL AND done_at IS NULL);
CREATE POLICY worker_reads ON lintel.outbox FOR SELECT TO lintel_worker USING (true);
CREATE POLICY worker_marks ON lintel.outbox FOR UPDATE TO lintel_worker USING (true);
CREATE POLICY worker_prunes ON lintel.outbox FOR DELETE TO lintel_worker USING (done_at IS NOT NULL);
