import type { Receipt, SentState } from '../../features/submissions';
import type { Speech } from './speech';

/** One sending, as it is listed when the victim comes back. */
export interface Sending {
  readonly reference: string;
  readonly sentAt: Date;
  /** What was in it: `44 files and 1 entry`. */
  readonly what: string;
  /** That it arrived, is locked and was seen; no more than that. */
  readonly state: string;
}

export interface SendingsOfDay {
  readonly day: string;
  readonly sendings: readonly Sending[];
}

/** Everything that the victim has given so far, newest first. */
export interface Given {
  /** `undefined` when nothing was sent yet. */
  readonly total: string | undefined;
  readonly days: readonly SendingsOfDay[];
}

function whatWords({ t, count, format }: Speech, files: number, entries: number): string {
  const { fileCount, entryCount } = t.receipt;
  return format.list([
    ...(files > 0 ? [count(fileCount, files)] : []),
    ...(entries > 0 ? [count(entryCount, entries)] : []),
  ]);
}

/** @param state `undefined`: nothing is known of it but that it arrived */
export function stateWords({ t }: Speech, state: Omit<SentState, 'reference'> | undefined): string {
  const { arrived, locked, partSeen, seen } = t.receipt.states;
  if (state === undefined || state.locked < state.files) return arrived;
  if (state.seen === 0) return locked;
  return state.seen < state.files ? partSeen : seen;
}

export function givenView(speech: Speech, receipts: readonly Receipt[], states: readonly SentState[]): Given {
  const stateOf = new Map(states.map((state) => [state.reference, state]));
  const days: { day: string; sendings: Sending[] }[] = [];
  for (const { reference, sentAt, clips, incidents } of receipts) {
    const day = speech.format.date(sentAt);
    const what = whatWords(speech, clips.length, incidents.length);
    const sending = { reference, sentAt, what, state: stateWords(speech, stateOf.get(reference)) };
    const last = days.at(-1);
    if (last?.day === day) last.sendings.push(sending);
    else days.push({ day, sendings: [sending] });
  }
  const files = receipts.reduce((sum, { clips }) => sum + clips.length, 0);
  const entries = receipts.reduce((sum, { incidents }) => sum + incidents.length, 0);
  const what = whatWords(speech, files, entries);
  return { total: receipts.length === 0 ? undefined : speech.say(speech.t.receipt.total, { what }), days };
}
