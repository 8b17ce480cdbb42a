import type { SecretField } from '../../../custody/events';

/**
 * Fields of custody events whose committed values may be opened to the defence and the court. Everything else stays a
 * commitment, also every field that is added later: a field must be thought about before it can leave.
 *
 * Not here, and why:
 * - whatever the record of the investigation commits to: that record goes to the prosecutor alone;
 * - `clip-received.fileName`, `exhibit-added.fileName`: somebody’s own words; a file name may hold an address, a name or the doorbell's place;
 * - every `reason`: officers' reasons speak of other material, of sensitive items and of how a victim is protected;
 * - `decision-made.description`: written for the schedules, where it stands once it may be read;
 * - `still-made.from`: the clip that a still was taken from may be one that is withheld;
 * - `seal-checked.name`, `organisation`, `generator`: a certificate may be a person's own, and a program may name its owner;
 * - `item-frozen.title`, `version`: a number tells that there are other entries, and other versions;
 * - words of an exhibit that were corrected since: they may say too much, and be corrected because of that;
 * - what a doorbell, its place, its clock and its network are called, wherever an event commits to it.
 */
export const DISCLOSABLE = [
  'clip-received.size',
  'clip-verified.sha256',
  'clip-verified.size',
  'clip-verified.kind',
  'time-chosen.instant',
  // A written item goes whole or not at all: whoever is given its page is given the same words to check against the log.
  'item-frozen.words',
  'exhibit-registered.reference',
  'exhibit-registered.producerName',
  'exhibit-registered.description',
  // What an exhibit says of itself today; of what it said before see `isSuperseded`.
  'exhibit-corrected.producerName',
  'exhibit-corrected.description',
  // An extract that goes is called so in the bundle, its label and its statement.
  'extract-asked.numberedAs',
] as const satisfies readonly SecretField[];

/** `event-type.field` of an opening that anybody may have. A field that is not listed has no such type. */
export type DisclosableField = (typeof DISCLOSABLE)[number];

/** What of the custody openings goes along: for the defence and the court a list, for the prosecutor all. */
export type Openings<Field extends string> = readonly Field[];

export const isOpen = (openings: Openings<string> | 'all', type: string, field: string): boolean =>
  openings === 'all' || openings.includes(`${type}.${field}`);

const SAYS_OF_ITSELF: ReadonlySet<string> = new Set(['exhibit-registered', 'exhibit-corrected']);
const CORRECTABLE: ReadonlySet<string> = new Set(['producerName', 'description']);

/**
 * Whether an exhibit says otherwise of itself by now than this event does.
 * @param lastCorrection id of the last event by which it was corrected
 */
export const isSuperseded = (
  { id, type }: { readonly id: string; readonly type: string },
  field: string,
  lastCorrection: string | undefined,
): boolean =>
  SAYS_OF_ITSELF.has(type) && CORRECTABLE.has(field) && lastCorrection !== undefined && lastCorrection !== id;
