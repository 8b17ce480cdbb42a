/**
 * Whether the table `c` is one that `custody.append` alone writes, and no process can but through it. What stands there has its bounds from it: it knows
 * subject and type, takes no event over 64 KiB and counts by one (custody/custody-log.spec). A rule of the table would be read anew for each row.
 */
export const ONLY_APPENDED = `(
  c.oid IN ('custody.head'::regclass, 'custody.record'::regclass, 'custody.pending'::regclass)
  AND NOT EXISTS (SELECT FROM unnest(ARRAY['lintel_intake', 'lintel_workspace', 'lintel_worker']) AS role
    WHERE has_any_column_privilege(role, c.oid, 'INSERT, UPDATE')
      OR has_function_privilege(role, 'custody.add_record(text, uuid, text, text, uuid, uuid)', 'EXECUTE')))`;
