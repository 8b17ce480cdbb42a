import type { z } from 'zod';
import type { InvestigationId } from '../../kernel/ids';
import type { SubjectOf } from '../event';
import { EVENT_WORDS, type WordedType } from '../pure/event-words';
import { BUNDLE_EVENTS } from './bundle';
import { CLIP_EVENTS } from './clip';
import { CONDUCT_EVENTS } from './conduct';
import { CONSENT_EVENTS } from './consent';
import type { EventDefinition } from './define';
import { DISCLOSURE_EVENTS } from './disclosure';
import { EMERGENCY_EVENTS } from './emergency';
import { EXHIBIT_EVENTS } from './exhibit';
import type { nothing } from './fields';
import { INVESTIGATION_EVENTS } from './investigation';
import { INVITATION_EVENTS } from './invitation';
import { MALWARE_EVENTS } from './malware';
import { MESSAGE_EVENTS } from './message';
import { OFFICER_EVENTS } from './officer';
import { COMPILATION_EVENTS, EXTRACT_EVENTS, REDACTION_EVENTS } from './redaction';
import { RENDITION_EVENTS } from './rendition';
import { RETENTION_EVENTS } from './retention';
import { SCHEME_EVENTS } from './scheme';
import { SEAL_EVENTS } from './seal';
import { SERVICE_EVENTS } from './service';
import { STORE_EVENTS } from './store';
import { SUBMISSION_EVENTS } from './submission';
import { WATCHING_EVENTS } from './watching';

/** Every fact the log can state. Each has its words in custody/pure/event-words.ts: one without them is no type. */
export const EVENTS = {
  ...INVESTIGATION_EVENTS,
  ...EMERGENCY_EVENTS,
  ...INVITATION_EVENTS,
  ...CONSENT_EVENTS,
  ...CLIP_EVENTS,
  ...SEAL_EVENTS,
  ...MALWARE_EVENTS,
  ...SUBMISSION_EVENTS,
  ...RENDITION_EVENTS,
  ...REDACTION_EVENTS,
  ...EXTRACT_EVENTS,
  ...COMPILATION_EVENTS,
  ...EXHIBIT_EVENTS,
  ...WATCHING_EVENTS,
  ...CONDUCT_EVENTS,
  ...DISCLOSURE_EVENTS,
  ...BUNDLE_EVENTS,
  ...RETENTION_EVENTS,
  ...MESSAGE_EVENTS,
  ...SCHEME_EVENTS,
  ...OFFICER_EVENTS,
  ...SERVICE_EVENTS,
  ...STORE_EVENTS,
} satisfies Readonly<Record<WordedType, EventDefinition>>;

export type EventType = keyof typeof EVENTS;
type Definitions = typeof EVENTS;

/** Words without a definition are an error here, as a definition without words is above. */
export const WORDS_OF: Readonly<Record<EventType, { readonly officers: string; readonly court: string }>> =
  EVENT_WORDS;

export const EVENT_TYPES = Object.keys(EVENTS) as readonly EventType[];

/** A part of a fact that may be left out when nothing in it must be said. */
type Part<Name extends string, Schema extends z.ZodType> =
  z.input<typeof nothing> extends z.input<Schema>
    ? { readonly [Each in Name]?: z.input<Schema> }
    : { readonly [Each in Name]: z.input<Schema> };

/** `event-type.field` of something that is committed to. */
export type SecretField = {
  [Each in EventType]: `${Each}.${Extract<keyof Definitions[Each]['secrets']['shape'], string>}`;
}[EventType];

/** What is said, without of whom or what: for a helper that adds that. */
export type Statement<Type extends EventType = EventType> = {
  [Each in Type]: { readonly type: Each } & Part<'detail', Definitions[Each]['detail']> &
    Part<'secrets', Definitions[Each]['secrets']>;
}[Type];

/**
 * A fact to be logged. Who says it, and which category of handling it is, the database knows. What is personal or free text
 * goes into `secrets`: the log holds only commitments to it.
 */
export type Fact<Type extends EventType = EventType> = {
  [Each in Type]: Statement<Each> & {
    readonly subject: SubjectOf<Definitions[Each]['subjects'][number]>;
    readonly investigation?: InvestigationId;
    /** Id of the issue by which a recipient comes in. */
    readonly recipient?: string;
  };
}[Type];
