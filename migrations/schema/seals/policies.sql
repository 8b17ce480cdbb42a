-- Whose a clip is, its own policies decide. The worker looks once, and changes nothing afterwards.
ALTER TABLE lintel.maker_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.maker_seal FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.maker_seal TO lintel_owner USING (true) WITH CHECK (true);
GRANT SELECT ON lintel.maker_seal TO lintel_workspace;
CREATE POLICY officers_read ON lintel.maker_seal FOR SELECT TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
GRANT SELECT, INSERT (clip_id, integrity, trust, fault, doubt, binding, manifest, certificate, name, organisation, generator,
  stamped_at) ON lintel.maker_seal TO lintel_worker;
CREATE POLICY worker_reads ON lintel.maker_seal FOR SELECT TO lintel_worker USING (true);
-- Before the original is locked: what stands here was found on the bytes that arrived, and before any copy was made.
CREATE POLICY worker_adds ON lintel.maker_seal FOR INSERT TO lintel_worker
  WITH CHECK (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.master_at IS NULL));
