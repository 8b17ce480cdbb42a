import { z } from 'zod';
import { SHA256_HEX, UUID } from '../../kernel/ids';
import type { JsonObject, JsonValue } from '../../kernel/json';
import { canonicalise } from '../pure/canonical-json';

/** No field at all. */
export const nothing = z.strictObject({});

export const id = z.string().regex(UUID, 'not a UUID');
export const sha256 = z.string().regex(SHA256_HEX, 'not a SHA-256');
/** Not negative. */
export const count = z.int().nonnegative();
export const bytes = z.int().nonnegative();
/** ISO 8601 in UTC, with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });
export const day = z.iso.date();
export const CODE = /^[A-Za-z0-9]+([-_. ][A-Za-z0-9]+)*$/;
/** A word of a program, as `not-needed` or `EAUTH`: nothing that a person has typed. */
export const code = z.string().regex(CODE).max(80);
/** Of a website. */
export const address = z.string().regex(/^https?:\/\/[!-~]+$/);
export const base64 = z.string().regex(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
/** BCP 47. */
export const language = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);
/** Seconds, kept to 0.1 ms: PostgreSQL writes smaller fractions with an exponent and ECMAScript does not. */
export const seconds = z
  .number()
  .max(1e9)
  .min(-1e9)
  .transform((value) => Math.round(value * 1e4) / 1e4);

export const list = <Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> =>
  z.array(item).readonly();

/** An object whose fields the caller does not know by type: it is checked when the event is stated. */
export const unproven = <Checked extends z.ZodType>(schema: Checked): z.ZodPreprocess<Checked, JsonObject> =>
  z.preprocess((value: JsonObject) => value, schema);

/** For secrets alone: what a person typed. */
export const text = z.string();

function isJson(value: unknown): value is JsonValue {
  try {
    canonicalise(value as JsonValue);
    return true;
  } catch {
    return false;
  }
}

/** For secrets alone: a value with a structure of its own. */
export const value = z.custom<JsonValue>(isJson, 'not JSON');
