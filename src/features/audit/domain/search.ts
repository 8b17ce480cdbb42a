import type { EventType } from '../../../custody';
import type { ClipId, EventId, InvestigationId, OfficerId } from '../../../kernel/ids';

/** What an auditor looks for. Everything that is given must hold. */
export interface AuditSearch {
  readonly officer?: OfficerId | undefined;
  readonly investigation?: InvestigationId | undefined;
  /** The chain of one clip or exhibit. */
  readonly clip?: ClipId | undefined;
  readonly type?: EventType | undefined;
  /** First day, as `2026-03-01`, in UTC. */
  readonly from?: string | undefined;
  /** Last day, the whole of it. */
  readonly until?: string | undefined;
}

const DAY_MS = 86_400_000;

/** The least UUID of version 7 of a millisecond (RFC 9562 section 5.7), so that times can be compared with ids. */
function firstIdAt(milliseconds: number): EventId {
  const hex = milliseconds.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000` as EventId;
}

export interface IdBounds {
  /** The first id within. */
  readonly since: EventId | null;
  /** The first id beyond. */
  readonly before: EventId | null;
}

/** The days of a search as ids of events. */
export const idBounds = ({ from, until }: AuditSearch): IdBounds => ({
  since: from === undefined ? null : firstIdAt(Date.parse(`${from}T00:00:00Z`)),
  before: until === undefined ? null : firstIdAt(Date.parse(`${until}T00:00:00Z`) + DAY_MS),
});

/** When an event of this id was logged, as its id says. */
export const timeOfId = (id: EventId): Date =>
  new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));

/** What the log keeps of a search: ids and days, and no name. */
export const searchFacts = (search: AuditSearch): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
