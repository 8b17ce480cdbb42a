import type { JsonValue } from '../../kernel/json';
import type { HistoryEvent } from './history';

/** Where the type's own words would not be understood. */
const WORDS: Readonly<Record<string, string>> = {
  'invitation-created': 'Private link made',
  'invitation-opened': 'Private link opened',
  'notice-confirmed': 'Voluntary notice confirmed',
  'clip-received': 'Clip received',
  'clip-verified': 'Clip checked: what arrived is what was sent',
  'submission-sent': 'Sent to the police',
  'master-defined': 'Original locked as the master',
  'rendition-made': 'Working copy made',
  'rendition-failed': 'Working copy could not be made',
  'still-asked': 'Single frame asked for as an exhibit',
  'still-made': 'Single frame taken from the recording',
  'still-failed': 'Single frame could not be taken',
  'exhibit-added': 'Added by a police officer',
  'exhibit-registered': 'Registered as an exhibit',
  'decision-made': 'Disclosure decision made',
  viewed: 'Viewed',
  downloaded: 'Copy taken',
  'access-broken-glass': 'Emergency access',
  'fixity-checked': 'Stored file checked again',
  'fixity-failed': 'Stored file found damaged',
  'make-answered': 'Make of the doorbell answered',
  'clock-answered': 'Question about the doorbell’s clock answered',
  'original-asked': 'Original file asked for',
  'time-chosen': 'Time of what is shown chosen',
  'marker-added': 'Note put on a frame',
  'history-exported': 'Copy of the history taken',
};

const ACTORS: Readonly<Record<string, string>> = {
  victim: 'the person who sent it',
  officer: 'a police officer',
  service: 'the system',
  recipient: 'a recipient',
};

const FIELDS: Readonly<Record<string, string>> = {
  sha256: 'SHA-256',
  size: 'bytes',
  kind: 'kind',
  reference: 'reference',
  producerName: 'producer',
  description: 'description',
  classification: 'classified as',
  fileName: 'file name',
  reason: 'reason',
  removed: 'fields left out',
  instant: 'time',
};

const sentence = (type: string): string => {
  const words = type.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const eventWords = ({ type }: HistoryEvent): string => WORDS[type] ?? sentence(type);
export const actorWords = ({ actor }: HistoryEvent): string => ACTORS[actor] ?? actor;
const fieldWords = (field: string): string =>
  FIELDS[field] ?? field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function textOf(value: JsonValue): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(textOf).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is worth saying of an event, name and value. */
export function factsOf({ detail, opened, withheld }: HistoryEvent): [string, string][] {
  const shown = Object.entries(detail).filter(([field]) => field in FIELDS);
  const facts = [...shown, ...Object.entries(opened)].map(([field, value]): [string, string] => [
    fieldWords(field),
    textOf(value),
  ]);
  return withheld.length === 0 ? facts : [...facts, ['withheld', withheld.map(fieldWords).join(', ')]];
}

const TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `12 March 2026 at 14:05:08 UTC`. */
export function timeWords(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : `${TIME.format(time)} UTC`;
}

export function sizeWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let [size, unit] = [bytes, 0];
  for (; size >= 1000 && unit < units.length - 1; unit += 1) size /= 1000;
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}
