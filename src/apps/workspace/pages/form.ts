import type { z } from 'zod';
import { DomainError } from '../../../kernel/errors';
import { ValidationFailed } from '../../../platform/http';
import { mayBeTaken } from '../access/unconfirmed';

/** What a form shows: what was typed, and what needs another look. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  /** By field. */
  readonly errors: Readonly<Record<string, { readonly text: string }>>;
  /** All errors, for the summary at the top; a field of form `f` has the element id `f-FIELD`. */
  readonly summary: readonly { readonly text: string; readonly href?: string }[];
}

export const emptyForm = (values: Readonly<Record<string, string>> = {}): FormState => ({
  values,
  errors: {},
  summary: [],
});

export type Submitted<Result> =
  | { readonly done: true; readonly result: Result }
  | { readonly done: false; readonly form: FormState; readonly status: 400 | 409 };

/** What a field is called in the summary, where its label does not stand beside the message. */
const LABELS: Readonly<Record<string, string>> = {
  email: 'Email address',
  password: 'Password',
  current: 'Present password',
  code: 'Code',
  wanted: 'New password',
  repeated: 'New password again',
  urn: 'Crime reference (URN)',
  offence: 'Offence',
  team: 'Team',
  oicId: 'Officer in the case',
  state: 'State',
  days: 'Days',
  valid: 'Days',
  producerName: 'Producer',
  initials: 'Initials',
  description: 'Description',
  reason: 'Reason',
  clips: 'Picked clips',
  verb: 'What to do',
  note: 'What she finds on her own pages',
  displayName: 'Name',
  role: 'Role',
  items: 'Items',
  classification: 'Classification',
  meetsTest: 'Disclosure test',
  originalToDefence: 'Original file',
  occasion: 'Why',
  signedName: 'Signature',
  certified: 'Certification',
  channel: 'Safe way',
  address: 'Number or address',
  from: 'From',
  until: 'Until',
  never: 'Never do',
  ask: 'Whom she may ask',
  doNotContact: 'Do not contact',
  readAloud: 'Read aloud',
  decides: 'Who decides',
  relation: 'Who agrees',
  recipientKind: 'Who gets it',
  recipientName: 'Name of the recipient',
  supersedes: 'Earlier link',
  reading: 'Time',
  wall: 'Time in the picture',
  frame: 'Frame number',
  seconds: 'Seconds',
  occurrence: 'Hour that comes twice',
  text: 'Note',
  instant: 'Time',
  person: 'Person',
  force: 'Force',
  risk: 'Risk',
  givenOn: 'Given on',
  make: 'Make',
  model: 'Model',
  cost: 'Cost',
  on: 'Date',
  fate: 'What came of it',
  exhibit: 'Exhibit',
  type: 'What was done',
  exhibits: 'Exhibits',
  kind: 'What is it',
  file: 'File',
  name: 'Name of the witness',
  date: 'Date of the statement',
  startAt: 'First free place',
  into: 'Occasion number',
  counts: 'Does it count',
  breachOf: 'Breach',
  madeOn: 'Made on',
  endsOn: 'Last day',
  terms: 'What it forbids',
  outcome: 'Outcome',
  decidedOn: 'Day of the decision',
  sentence: 'Sentence',
  releasedOn: 'Day of release',
  appealPending: 'Appeal',
  group: 'Review group',
};

/** Passwords are never shown again. */
const SECRET_FIELDS = new Set(['password', 'current', 'wanted', 'repeated', 'code']);

function typed(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts.filter(([field]) => !SECRET_FIELDS.has(field)));
}

/** Boxes of one name that were ticked: none, one or several. */
export const tickedIn = (body: unknown, field: string): string[] => {
  const ticked = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : [];
  return [ticked].flat().filter((one) => typeof one === 'string');
};

interface FieldMessage {
  readonly field: string;
  readonly message: string;
}

function failed(form: string, body: unknown, messages: readonly FieldMessage[]): FormState {
  const first = messages.filter(
    ({ field }, place) => messages.findIndex((other) => other.field === field) === place,
  );
  return {
    values: typed(body),
    errors: Object.fromEntries(
      first.filter(({ field }) => field !== '').map(({ field, message }) => [field, { text: message }]),
    ),
    summary: first.map(({ field, message }) =>
      field === ''
        ? { text: message }
        : { text: named(LABELS[field] ?? field, message), href: `#${form}-${field}` },
    ),
  };
}

/** A message that names its field itself is not named twice. */
const named = (label: string, message: string): string =>
  message.toLowerCase().includes(label.toLowerCase()) ? message : `${label}: ${message}`;

/** A refusal that belongs to one field of a form. */
export class FieldRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'field-refused';
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Checks a posted form and acts on it. Refusals that the person can put right come back as the form's state; all other
 * errors are thrown on. `fields` says which field the code of a domain error belongs to.
 */
export async function submit<Input, Result>(
  form: string,
  schema: z.ZodType<Input>,
  body: unknown,
  act: (input: Input) => Promise<Result>,
  fields: Readonly<Record<string, string>> = {},
): Promise<Submitted<Result>> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    return {
      done: false,
      status: 400,
      form: failed(form, body, new ValidationFailed(parsed.error.issues).errors),
    };
  }
  mayBeTaken(body);
  try {
    return { done: true, result: await act(parsed.data) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const known = error instanceof FieldRefused ? error.field : fields[error.code];
    if (known === undefined) throw error;
    const status = error.kind === 'conflict' ? 409 : 400;
    return { done: false, status, form: failed(form, body, [{ field: known, message: error.message }]) };
  }
}
