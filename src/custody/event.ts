import type { Branded, ClipId, InvestigationId } from '../kernel/ids';
import type { JsonObject, JsonValue } from '../kernel/json';

/** Categories of handling that the Data Protection Act 2018 s.62 asks a log to keep apart. */
export type Category =
  'collection' | 'alteration' | 'consultation' | 'disclosure' | 'combination' | 'erasure';

/** Every fact the log can state, and the category of handling it is. */
export const EVENT_CATEGORY = {
  'investigation-opened': 'collection',
  'investigation-changed': 'alteration',
  'investigations-linked': 'alteration',
  'investigations-unlinked': 'alteration',
  'invitation-created': 'collection',
  'invitation-opened': 'collection',
  'invitation-locked': 'collection',
  'invitation-renewed': 'alteration',
  'invitation-extended': 'alteration',
  'invitation-revoked': 'alteration',
  'notice-confirmed': 'collection',
  'account-answered': 'collection',
  'agreement-recorded': 'collection',
  'advocate-recorded': 'collection',
  'assisted-session-offered': 'collection',
  'safe-contact-recorded': 'collection',
  'pressure-reported': 'collection',
  stopped: 'collection',
  'concern-seen': 'consultation',
  'incident-recorded': 'collection',
  'clip-received': 'collection',
  'clip-verified': 'collection',
  'clock-answered': 'collection',
  'make-answered': 'collection',
  'original-linked': 'collection',
  'clip-removed': 'erasure',
  'submission-sent': 'collection',
  'submission-discarded': 'erasure',
  'master-defined': 'collection',
  'master-failed': 'collection',
  'rendition-made': 'combination',
  'rendition-failed': 'combination',
  'submission-accepted': 'alteration',
  'submission-declined': 'alteration',
  'clip-declined': 'alteration',
  'original-asked': 'alteration',
  'exhibit-added': 'collection',
  'exhibit-registered': 'alteration',
  'still-asked': 'alteration',
  'still-made': 'combination',
  'still-failed': 'combination',
  'marker-added': 'alteration',
  'marker-struck': 'alteration',
  'time-chosen': 'alteration',
  'occasion-recorded': 'alteration',
  'occasion-changed': 'alteration',
  'occasion-decided': 'alteration',
  'order-recorded': 'collection',
  'order-withdrawn': 'alteration',
  'chronology-made': 'combination',
  viewed: 'consultation',
  downloaded: 'disclosure',
  'access-granted': 'alteration',
  'access-removed': 'alteration',
  'access-broken-glass': 'consultation',
  'decision-made': 'alteration',
  'bundle-sealed': 'combination',
  'bundle-issued': 'disclosure',
  'bundle-downloaded': 'disclosure',
  'bundle-revoked': 'alteration',
  'issue-locked': 'alteration',
  'review-opened': 'alteration',
  'schedule-made': 'combination',
  'bundle-requested': 'combination',
  'bundle-refused': 'combination',
  'history-exported': 'disclosure',
  'audit-searched': 'consultation',
  'fixity-checked': 'consultation',
  'fixity-failed': 'consultation',
  'outcome-recorded': 'alteration',
  'hold-set': 'alteration',
  'hold-lifted': 'alteration',
  'retention-reviewed': 'alteration',
  'disposal-proposed': 'erasure',
  'disposal-approved': 'erasure',
  'disposal-refused': 'erasure',
  'disposal-stopped': 'erasure',
  erased: 'erasure',
  'message-requested': 'alteration',
  'message-sent': 'disclosure',
  'message-refused': 'alteration',
  'message-failed': 'alteration',
  'message-seen': 'consultation',
  'doorbell-registered': 'collection',
  'doorbell-changed': 'alteration',
  'officer-created': 'alteration',
  'officer-signed-in': 'consultation',
  'officer-refused': 'consultation',
  'officer-signed-out': 'consultation',
  'officer-confirmed': 'consultation',
  'officer-changed': 'alteration',
  'second-factor-set': 'alteration',
  'second-factor-removed': 'alteration',
  'recovery-code-used': 'consultation',
  'broken-glass-ended': 'alteration',
  'broken-glass-seen': 'consultation',
} as const satisfies Record<string, Category>;

export type EventType = keyof typeof EVENT_CATEGORY;

/** A chain of its own: a clip, an investigation, or the service for what concerns neither (sign-ins). */
export type Subject = Branded<string, 'Subject'>;
export const clipSubject = (id: ClipId): Subject => `clip:${id}` as Subject;
export const investigationSubject = (id: InvestigationId): Subject => `investigation:${id}` as Subject;
export const SERVICE_SUBJECT = 'service:lintel' as Subject;

export interface Actor {
  readonly kind: 'victim' | 'officer' | 'service' | 'recipient';
  /** An id, never a name: an officer's, an invitation's (for a victim), a process name (for the service). */
  readonly id: string;
}

/** A fact to be logged. What is personal or free text goes into `secrets`: the log holds only commitments to it. */
export interface Fact {
  readonly type: EventType;
  readonly subject: Subject;
  /** Of no effect: the actor comes from the scope of the transaction. */
  readonly actor?: Actor;
  readonly investigation?: InvestigationId;
  readonly recipient?: string;
  /** Public facts: hashes, sizes, versions, arguments. Never a name, a file name or free text. */
  readonly detail?: JsonObject;
  /** field -> value: committed as SHA-256(salt || JCS(value)); value and salt go to the erasable `opening` table. */
  readonly secrets?: Readonly<Record<string, JsonValue>>;
}
