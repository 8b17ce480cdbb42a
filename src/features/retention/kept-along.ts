/** Of an item whose row has this name, itself and all else that goes when it is erased: whatever keeps one of these keeps it. */
const goesWith = (item: string): string => `ARRAY(SELECT lintel.goes_with(${item}.id))`;

/** Holds on one of these that stand. */
export const holdsAlong = (item: string): string =>
  `lintel.retention_hold h WHERE h.investigation_id = ${item}.investigation_id AND h.clip_id = ANY (${goesWith(item)}) AND h.lifted_at IS NULL`;

/** Reviews of one of these, by which it is kept until a day. */
export const reviewsAlong = (item: string): string =>
  `lintel.retention_review r WHERE r.investigation_id = ${item}.investigation_id AND r.clip_id = ANY (${goesWith(item)})`;

/** Whether in an investigation anything that goes along with another item is kept: where nothing is, no item needs to be asked what goes with it. */
const anyAlong = (investigation: string): string => `EXISTS (SELECT FROM lintel.clip k
  WHERE k.investigation_id = ${investigation} AND (k.written OR k.derived_from IS NOT NULL)
    AND (EXISTS (SELECT FROM lintel.retention_hold h WHERE h.investigation_id = k.investigation_id AND h.clip_id = k.id AND h.lifted_at IS NULL)
      OR EXISTS (SELECT FROM lintel.retention_review r WHERE r.clip_id = k.id AND r.keep_until > current_date)))`;

/** That neither a hold nor a review keeps an item itself or anything that goes with it, for many items of the investigation. */
export const keptByNobody = (
  item: string,
  investigation: string,
): string => `CASE WHEN (SELECT ${anyAlong(investigation)})
  THEN NOT EXISTS (SELECT FROM ${holdsAlong(item)}) AND NOT EXISTS (SELECT FROM ${reviewsAlong(item)} AND r.keep_until > current_date)
  ELSE NOT EXISTS (SELECT FROM lintel.retention_hold h
      WHERE h.investigation_id = ${item}.investigation_id AND h.clip_id = ${item}.id AND h.lifted_at IS NULL)
    AND NOT EXISTS (SELECT FROM lintel.retention_review r WHERE r.clip_id = ${item}.id AND r.keep_until > current_date) END`;
