import type { z } from 'zod';
import { DomainError, type ErrorKind } from '../../../../kernel/errors';
import type { Seen } from '../../../../kernel/seen';
import { isOvertaken, Overtaken } from '../../../../platform/database';
import { ValidationFailed } from '../../../../platform/http';
import { SECRET_FIELDS } from './secret-fields';

/** The names that are posted; of a choice of shapes, those of each. */
type FieldOf<Posted> = Posted extends Posted
  ? keyof { [Name in keyof Posted as string extends Name ? never : Name]: unknown } & string
  : never;

/** One form: what it takes, what its fields are called, and where it shows what is refused. */
export interface Form<Input = unknown> {
  /** A field has the element id `ID-FIELD`. */
  readonly id: string;
  readonly schema: z.ZodType<Input>;
  /** What a field is called in the summary, where its label does not stand beside the message. */
  readonly labels: Readonly<Record<string, string>>;
  /** By code of a domain error: the field that it belongs to. What is invalid or came too late, and has none, belongs to the whole form. */
  readonly refusals: Readonly<Record<string, string>>;
}

export const defineForm = <Input, Posted>(form: {
  readonly id: string;
  readonly schema: z.ZodType<Input, Posted>;
  readonly labels: Readonly<Record<FieldOf<Posted>, string>>;
  readonly refusals?: Readonly<Record<string, FieldOf<Posted> | ''>>;
}): Form<Input> => ({ refusals: {}, ...form });

/** What a form takes, checked. */
export type InputOf<Of extends Form> = z.output<Of['schema']>;

/** What a form shows: what was typed, and what needs another look. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  /** By field. */
  readonly errors: Readonly<Record<string, { readonly text: string }>>;
  /** All errors, for the summary at the top. */
  readonly summary: readonly { readonly text: string; readonly href?: string }[];
}

export const emptyForm = (values: Readonly<Record<string, string>> = {}): FormState => ({
  values,
  errors: {},
  summary: [],
});

/** Whether it was typed on a page of before a colleague's change, so that what stands now is to be shown beside it. */
export const isOlder = ({ values: { seen } }: FormState, now: Seen): boolean =>
  seen !== undefined && seen !== now;

/** A form that needs another look, and the status of the page that shows it. */
export interface Refused {
  readonly form: FormState;
  readonly status: 400 | 409;
}

export type Submitted<Result> =
  | { readonly done: true; readonly result: Result }
  | ({ readonly done: false } & Refused);

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

function failed({ id, labels }: Form, body: unknown, messages: readonly FieldMessage[]): FormState {
  const first = messages.filter(
    ({ field }, place) => messages.findIndex((other) => other.field === field) === place,
  );
  return {
    values: typed(body),
    errors: Object.fromEntries(
      first.filter(({ field }) => field !== '').map(({ field, message }) => [field, { text: message }]),
    ),
    summary: first.map(({ field, message }) =>
      field === '' ? { text: message } : { text: named(labels[field], message), href: `#${id}-${field}` },
    ),
  };
}

/** A message that names its field itself is not named twice; one of a field that has no name in the form stands alone. */
const named = (label: string | undefined, message: string): string =>
  label === undefined || message.toLowerCase().includes(label.toLowerCase())
    ? message
    : `${label}: ${message}`;

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

/** Whoever reads these looks at the page again, where what was typed still stands: no page of problems has it. */
const OF_THE_FORM: ReadonlySet<ErrorKind> = new Set(['invalid', 'conflict']);

function fieldOf({ refusals }: Form, error: DomainError): string | undefined {
  if (error instanceof FieldRefused) return error.field;
  return refusals[error.code] ?? (OF_THE_FORM.has(error.kind) ? '' : undefined);
}

/** How a form shows an error that the person can put right; `undefined` for every other error. */
export function refusedBy(form: Form, body: unknown, found: unknown): Refused | undefined {
  const error = isOvertaken(found) ? new Overtaken({ cause: found }) : found;
  if (error instanceof ValidationFailed) return { status: 400, form: failed(form, body, error.errors) };
  if (!(error instanceof DomainError)) return undefined;
  const field = fieldOf(form, error);
  if (field === undefined) return undefined;
  const status = error.kind === 'conflict' ? 409 : 400;
  return { status, form: failed(form, body, [{ field, message: error.message }]) };
}

/** Checks a posted form and acts on it. What the person can put right comes back as the form's state. */
export async function submit<Input, Result>(
  form: Form<Input>,
  body: unknown,
  act: (input: Input) => Promise<Result>,
): Promise<Submitted<Result>> {
  const parsed = form.schema.safeParse(body);
  try {
    if (!parsed.success) throw new ValidationFailed(parsed.error.issues);
    return { done: true, result: await act(parsed.data) };
  } catch (error) {
    const refused = refusedBy(form, body, error);
    if (refused === undefined) throw error;
    return { done: false, ...refused };
  }
}
