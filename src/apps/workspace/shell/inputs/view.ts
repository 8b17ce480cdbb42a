import { z } from 'zod';

/** What an answer is made from: the same, but a moment may still be a `Date`. */
export type Shown<Answer> = Answer extends string
  ? string extends Answer
    ? Answer | Date
    : Answer
  : Answer extends readonly (infer Item)[]
    ? readonly Shown<Item>[]
    : Answer extends object
      ? { readonly [Name in keyof Answer]: Shown<Answer[Name]> }
      : Answer;

function shownBy(schema: unknown, value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return shownBy(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => shownBy(schema.element, item));
  if (schema instanceof z.ZodObject) {
    const named = Object.entries(value).filter(([name]) => name in schema.shape);
    return Object.fromEntries(named.map(([name, part]) => [name, shownBy(schema.shape[name], part)]));
  }
  return value;
}

/**
 * Makes the answer of a row: what the schema names and nothing else, with moments as text. A schema is at once what the
 * OpenAPI document says and what is sent.
 */
export const viewOf =
  <Schema extends z.ZodObject>(schema: Schema) =>
  (row: Shown<z.infer<Schema>>): z.infer<Schema> =>
    shownBy(schema, row) as z.infer<Schema>;
