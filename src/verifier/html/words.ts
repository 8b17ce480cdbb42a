import { accountedWords } from '../../custody/pure/accounted-words';
import { EVENT_WORDS, isWorded } from '../../custody/pure/event-words';
import { fieldWords } from '../../custody/pure/field-words';
import type { JsonValue } from '../../kernel/json';
import type { HistoryEvent } from './history';

const ACTORS: Readonly<Record<string, string>> = {
  victim: 'the person who sent it',
  officer: 'a police officer',
  service: 'the system',
  recipient: 'a recipient',
};

/** The details that are worth a line; of what was opened every field is. */
const SHOWN = ['sha256', 'size', 'kind', 'classification', 'removed'];

const sentence = (type: string): string => {
  const words = type.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A bundle may be older or newer than this program: a type that it does not know is told by its own name. */
export function eventWords({ type, repudiated }: HistoryEvent): string {
  const words = isWorded(type) ? EVENT_WORDS[type].court : sentence(type);
  return repudiated ? `${words} (declared not genuine: not made by whom it names)` : words;
}
export const actorWords = ({ actor }: HistoryEvent): string => ACTORS[actor] ?? actor;

function textOf(value: JsonValue): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(textOf).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is worth saying of an event, name and value. */
export function factsOf({ detail, opened, withheld }: HistoryEvent): [string, string][] {
  const shown = Object.entries(detail).filter(([field]) => SHOWN.includes(field));
  const facts = [...shown, ...Object.entries(opened)].map(([field, value]): [string, string] => [
    fieldWords(field),
    textOf(value),
  ]);
  for (const words of accountedWords(detail['accounted'])) facts.push(['frames and streams', words]);
  return withheld.length === 0 ? facts : [...facts, ['withheld', withheld.map(fieldWords).join(', ')]];
}

const LOCAL = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  timeZoneName: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

const WORLD = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Local time of the United Kingdom and, beside it, what the log has: `12 June 2026 at 15:05:08 BST (14:05:08 UTC)`. */
export function timeWords(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : `${LOCAL.format(time)} (${WORLD.format(time)} UTC)`;
}

export function sizeWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let [size, unit] = [bytes, 0];
  for (; size >= 1000 && unit < units.length - 1; unit += 1) size /= 1000;
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** `0:32`, as on the schedules. */
export function lengthWords(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  const rest = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
