-- Triggers, so that even the owner of the tables cannot change what was logged. They fire for replicas, too.
CREATE FUNCTION custody.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'custody: % of custody.% is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'LC009';
END $$;

CREATE FUNCTION custody.head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.subject <> OLD.subject OR NEW.seq <> OLD.seq + 1 THEN
    RAISE EXCEPTION 'custody: a head only moves on by one' USING ERRCODE = 'LC009';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION custody.pending_only_after_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM gone g WHERE NOT EXISTS (
      SELECT 1 FROM custody.leaf l WHERE l.subject = g.subject AND l.seq = g.seq)
  ) THEN
    RAISE EXCEPTION 'custody: a record leaves pending only into the tree' USING ERRCODE = 'LC009';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER moves_on BEFORE UPDATE ON custody.head FOR EACH ROW EXECUTE FUNCTION custody.head_moves_on();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON custody.head
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR TRUNCATE ON custody.pending
  FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER into_tree AFTER DELETE ON custody.pending REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION custody.pending_only_after_leaf();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON custody.record FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON custody.leaf FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON custody.node FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON custody.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON custody.key FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON custody.padding FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON custody.published FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON custody.alarm FOR EACH STATEMENT EXECUTE FUNCTION custody.refuse();
CREATE TRIGGER counted AFTER INSERT ON custody.leaf REFERENCING NEW TABLE AS taken
  FOR EACH STATEMENT EXECUTE FUNCTION custody.count_trails();
ALTER TABLE custody.record ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.leaf ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.node ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.checkpoint ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.key ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.padding ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.published ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.alarm ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.head ENABLE ALWAYS TRIGGER moves_on;
ALTER TABLE custody.head ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.pending ENABLE ALWAYS TRIGGER kept;
ALTER TABLE custody.pending ENABLE ALWAYS TRIGGER into_tree;
