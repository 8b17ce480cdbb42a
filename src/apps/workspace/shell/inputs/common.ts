import { z } from 'zod';
import type { ClipId } from '../../../../kernel/ids';
import { oneLine } from '../../../../kernel/one-line';
import type { Seen } from '../../../../kernel/seen';

/** An identifier in a path, a query or a body. */
export const idOf = <Id extends string>(): z.ZodType<Id, string> =>
  z.guid() as unknown as z.ZodType<Id, string>;

/** A name, or whatever else stands in one line wherever it is shown or printed. */
export const lineText = () => z.string().overwrite(oneLine);

export const id = z.guid();
export const moment = z.iso.datetime().describe('UTC');
/** As a form sends it: a field that was left empty is null. */
export const orEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => null), schema]).default(null);

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, lower-case hexadecimal');
export const bytes = z.number().int().min(0).describe('bytes');
export const anyObject = z.record(z.string(), z.unknown());

/** Of a form: what its page showed. A form without it was made by no page of ours, and is refused as an older one. */
export const seenField = z
  .string()
  .max(40)
  .default('')
  .transform((text) => text as Seen);

/** Of an answer: names what it says of that which colleagues change, too. */
export const seenView = z
  .string()
  .describe('names what this says now; given as `seen` with what is decided on it');
/** Of what a program decides: the `seen` of the answer that it decided on. Without it nobody asks. */
export const seenThere = z
  .string()
  .max(40)
  .transform((text) => text as Seen)
  .optional()
  .describe(
    '`seen` of the answer on which this was decided: where somebody has changed it since, nothing is done (409, `changed-meanwhile`)',
  );

const LIMIT_MAX = 200;
/** Lines of a page, where nobody asks for another number. */
export const PAGE_DEFAULT = 50;

/** `after` is the id of the last item of the page before. */
export const pageQuery = <Id extends string>() =>
  z.strictObject({
    after: idOf<Id>().optional(),
    limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(PAGE_DEFAULT),
  });

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: id.nullable().describe('give it as `after` for the next page; null on the last one'),
  });

/** Cuts a page out of one row more than was asked for. */
export function toPage<Row extends { readonly id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  return { items: shown.map(view), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** RFC 9457, served as application/problem+json. */
export const problem = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('one clear sentence for the person'),
  code: z.string().describe('stable; for programs'),
  correlation: z.string().describe('finds the log lines of this request'),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

export const reasonText = z.string().trim().min(1).max(2_000);
export const reasonBody = z.strictObject({ reason: reasonText });
export const created = z.strictObject({ id });
export const nothing = z.strictObject({}).default({});

/** Ticked boxes of one name: none, one or several. */
export const ticked = z
  .union([z.array(idOf<ClipId>()), idOf<ClipId>().transform((one) => [one])])
  .optional()
  .transform((items) => items ?? []);
