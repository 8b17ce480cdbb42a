-- Whether the acting person may ask for this work: each process for its own jobs, about what that person may change.
CREATE FUNCTION lintel.may_ask_for(queue text, name text, payload jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CASE queue || '/' || name
    WHEN 'verify/verify-clip' THEN
      RETURN EXISTS (SELECT FROM lintel.clip c WHERE c.id = (payload ->> 'clipId')::uuid
        AND c.invitation_id = scope.invitation() AND c.sent_at IS NULL
        AND (scope.own_invitation() IS NOT NULL OR c.made_in = scope.session()));
    WHEN 'promote/promote-clip' THEN
      RETURN EXISTS (SELECT FROM lintel.clip c WHERE c.id = (payload ->> 'clipId')::uuid
        AND c.invitation_id = scope.own_invitation() AND c.sent_at IS NOT NULL AND c.master_at IS NULL);
    WHEN 'promote/take-in-addition' THEN
      RETURN EXISTS (SELECT FROM lintel.addition a WHERE a.clip_id = (payload ->> 'clipId')::uuid AND scope.changes(a.investigation_id));
    -- Whoever reads it and was given bytes that are not what was locked.
    WHEN 'fixity/check-clip' THEN
      RETURN EXISTS (SELECT FROM lintel.clip c WHERE c.id = (payload ->> 'clipId')::uuid AND c.master_at IS NOT NULL
        AND scope.reads(c.investigation_id));
    WHEN 'still/make-still' THEN
      RETURN EXISTS (SELECT FROM lintel.still s WHERE s.id = (payload ->> 'stillId')::uuid AND scope.changes_clip(s.clip_id));
    WHEN 'safe-copy/make-safe-copy' THEN
      RETURN scope.changes_clip((payload ->> 'clipId')::uuid);
    WHEN 'seal/seal-bundle' THEN
      RETURN EXISTS (SELECT FROM lintel.bundle b WHERE b.id = (payload ->> 'bundleId')::uuid AND scope.changes(b.investigation_id));
    WHEN 'messages/send-message' THEN
      RETURN EXISTS (SELECT FROM lintel.message m WHERE m.id = (payload ->> 'messageId')::uuid AND scope.changes(m.investigation_id));
    WHEN 'check/check-log' THEN
      RETURN EXISTS (SELECT FROM lintel.log_check l WHERE l.id = (payload ->> 'checkId')::uuid AND l.requested_by = scope.officer());
    ELSE RETURN false;
  END CASE;
END $$;
