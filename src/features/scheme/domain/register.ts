export const RISKS = ['high', 'medium'] as const;
export type Risk = (typeof RISKS)[number];

export const STATES = ['out', 'returned', 'lost', 'replaced', 'withdrawn'] as const;
export type State = (typeof STATES)[number];

export const CHANGES = ['given', 'corrected', 'returned', 'lost', 'replaced', 'found', 'withdrawn'] as const;
export type Change = (typeof CHANGES)[number];

/** What can come of a doorbell, told by itself; a replacement and a correction tell more. */
export const FATES = ['returned', 'lost', 'found', 'withdrawn'] as const;
export type Fate = (typeof FATES)[number];

/** What the register knows of a doorbell. Nothing here leads to a person, a device or a case. */
export interface Doorbell {
  /** The scheme's own number for the person, like `P-0042`. */
  readonly person: string;
  readonly force: string;
  /** ISO date. */
  readonly givenOn: string;
  readonly make: string;
  readonly model: string;
  readonly risk: Risk;
  readonly costPence: number;
}

/** A person's number: letters and digits that cannot hold a name, an address or a crime reference. */
export const PERSON = /^[A-Z]{0,4}-?\d{1,8}$/;

/** As it is kept, however it was typed: ` p-0042 ` is `P-0042`. */
export const personNumber = (typed: string): string => typed.trim().toUpperCase().replaceAll(/\s+/g, '');

const DEVICE = /\d{6,}|(?:[0-9a-f]{2}[:-]){3,}|@|:\/\//i;

/** Whether a text holds what may lead to one device: a serial number, a network address, an account. */
export const namesDevice = (text: string): boolean => DEVICE.test(text);

/** The state after a change; `undefined` when the change does not fit. */
export function stateAfter(state: State, change: Exclude<Change, 'given'>): State | undefined {
  if (state === 'withdrawn') return undefined;
  if (change === 'corrected') return state;
  if (change === 'withdrawn') return 'withdrawn';
  if (change === 'found') return state === 'returned' || state === 'lost' ? 'out' : undefined;
  return state === 'out' ? change : undefined;
}
