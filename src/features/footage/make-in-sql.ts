/** SQL for the make of a clip, whose row is `clip`: as its file tells it, or else as was said last; null where neither is known. */
export const makeInSql = (clip: string): string =>
  `coalesce(${clip}.source->>'make', (SELECT m.make FROM lintel.make_answer m WHERE m.clip_id = ${clip}.id ORDER BY m.id DESC LIMIT 1))`;
