import { EVENT_TYPES, WORDS_OF, type EventType } from '../../../../custody';
import type { AuditEvent } from '../../../../features/audit';
import type { JsonValue } from '../../../../kernel/json';
import { fieldHeading } from '../../shell/history/event-words';

export interface AuditLine {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  readonly who: string;
  readonly officerId: string | null;
  readonly investigationId: string | null;
  readonly urn: string | null;
  readonly clipId: string | null;
  readonly exhibit: string | null;
  readonly reason: string | null;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

const ACTORS: Readonly<Record<AuditEvent['actor']['kind'], string>> = {
  victim: 'The person who sent it',
  service: 'Lintel',
  recipient: 'Recipient of a bundle',
  officer: 'Somebody without an account',
};

/** Facts of this many letters and more are for machines: the CSV has them. */
const LONG = 80;

const short = (value: JsonValue): string | undefined =>
  value === null || typeof value === 'object' || String(value).length >= LONG ? undefined : String(value);

/** Nobody is signed in where a sign-in was refused: the workspace says it, and of whose account, where there is one. */
function whoOf({ type, officerName, actor, detail }: AuditEvent): string {
  if (officerName !== null) return officerName;
  if (type !== 'officer-refused' || actor.kind !== 'service') return ACTORS[actor.kind];
  return 'officer' in detail ? 'Somebody at the sign-in of this account' : ACTORS.officer;
}

function line(event: AuditEvent): AuditLine {
  const { id, at, actor, investigationId, urn, clipId, exhibit, reason, detail } = event;
  const officerId = event.officerName === null ? null : actor.id;
  return {
    ...{ id, at, investigationId, urn, clipId, exhibit, reason, officerId },
    what: WORDS_OF[event.type].officers,
    who: whoOf(event),
    facts: Object.entries(detail).flatMap(([field, value]) => {
      const text = short(value);
      return text === undefined ? [] : [{ name: fieldHeading(field), value: text }];
    }),
  };
}

/** An event in words; `kind` gives the words of its type alone. */
export const auditLine = Object.assign(line, {
  kind: (type: EventType): { what: string; type: EventType } => ({ what: WORDS_OF[type].officers, type }),
});

/** Every kind of event, in the order of its words. */
export const TYPE_CHOICES = EVENT_TYPES.map((value) => ({ value, text: WORDS_OF[value].officers })).sort(
  (left, right) => left.text.localeCompare(right.text, 'en'),
);
