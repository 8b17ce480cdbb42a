import { z } from 'zod';
import { code, CODE, id, sha256 } from './fields';

/**
 * What a value must be, as a predicate of SQL/JSON path (ISO/IEC 19075-6), so that PostgreSQL asks of each event what its definition asks.
 * In its lax mode an array stands for what is in it: so each predicate asks of what type a value is before anything else of it.
 */

type Fields = z.ZodObject<z.ZodRawShape>;

const TRUE = '1 == 1';

const quoted = (text: string): string => JSON.stringify(text);

const all = (asked: readonly string[]): string => (asked.length === 0 ? TRUE : asked.join(' && '));

const isA = (path: string, type: string): string => `${path}.type() == "${type}"`;

const oneOf = (path: string, values: readonly string[]): string =>
  `(${values.map((value) => `${path} == ${quoted(value)}`).join(' || ')})`;

const matches = (path: string, { source }: RegExp): string => `${path} like_regex ${quoted(source)}`;

/** @throws TypeError for a check that PostgreSQL could not make */
function checkForm(check: z.core.$ZodCheck, path: string, isList: boolean): string {
  const asked = (check as z.core.$ZodChecks)._zod.def;
  switch (asked.check) {
    case 'string_format':
      if (asked.pattern !== undefined) return matches(path, asked.pattern);
      break;
    case 'max_length':
      return isList ? `${path}.size() <= ${asked.maximum}` : `${path} like_regex "^.{0,${asked.maximum}}$"`;
    case 'min_length':
      if (isList) return `${path}.size() >= ${asked.minimum}`;
      break;
    case 'greater_than':
      return `${path} ${asked.inclusive ? '>=' : '>'} ${Number(asked.value)}`;
    case 'less_than':
      return `${path} ${asked.inclusive ? '<=' : '<'} ${Number(asked.value)}`;
  }
  throw new TypeError(`no form of SQL/JSON path for the check ${asked.check} at ${path}`);
}

const checksOf = (schema: z.core.$ZodType, path: string): string[] =>
  (schema._zod.def.checks ?? []).map((check) => checkForm(check, path, schema instanceof z.ZodArray));

function stringForm(schema: z.ZodType, path: string): string {
  const { pattern } = schema.def as Partial<z.core.$ZodStringFormatDef>;
  return all([isA(path, 'string'), ...(pattern ? [matches(path, pattern)] : []), ...checksOf(schema, path)]);
}

function numberForm(schema: z.ZodNumber, path: string): string {
  const whole =
    schema.format === 'safeint'
      ? [`${path} == ${path}.floor()`, `${path}.abs() <= ${Number.MAX_SAFE_INTEGER}`]
      : [];
  return all([isA(path, 'number'), ...whole, ...checksOf(schema, path)]);
}

const isOptional = (field: z.core.$ZodType): boolean =>
  field instanceof z.ZodExactOptional || field instanceof z.ZodOptional;

/** Each field where it stands. */
const fieldForms = ({ shape }: Fields, at: (name: string) => string, ask = formOf): string[] =>
  Object.entries(shape).map(([name, field]) => {
    const form = ask(field, at(name));
    if (isOptional(field)) return `(!exists(${at(name)}) || (${form}))`;
    return form === TRUE ? `exists(${at(name)})` : form;
  });

/** That an object has no other fields. */
const closed = (names: readonly string[], path: string): string =>
  `!exists(${path}.keyvalue() ? (${all(names.map((name) => `@.key != ${quoted(name)}`))}))`;

const objectForm = (schema: Fields, path: string): string =>
  all([
    isA(path, 'object'),
    ...fieldForms(schema, (name) => `${path}.${name}`),
    closed(Object.keys(schema.shape), path),
  ]);

/** A filter looks into a list in a list, which none of ours is. */
const listForm = (schema: z.ZodArray, path: string): string =>
  all([
    isA(path, 'array'),
    ...checksOf(schema, path),
    `!(${isA(`${path}[*]`, 'array')})`,
    `!exists(${path}[*] ? (!(${formOf(schema.element, '@')})))`,
  ]);

/** @throws TypeError for what PostgreSQL could not be asked */
function formOf(schema: z.core.$ZodType, path: string): string {
  if (schema instanceof z.ZodObject) return objectForm(schema, path);
  if (
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodReadonly
  )
    return formOf(schema.def.innerType, path);
  if (schema instanceof z.ZodNullable)
    return `(${isA(path, 'null')} || (${formOf(schema.def.innerType, path)}))`;
  if (schema instanceof z.ZodArray) return listForm(schema, path);
  if (schema instanceof z.ZodUnion)
    return `(${schema.options.map((option) => `(${formOf(option, path)})`).join(' || ')})`;
  if (schema instanceof z.ZodEnum)
    return `${isA(path, 'string')} && ${oneOf(path, schema.options as string[])}`;
  if (schema instanceof z.ZodLiteral) return literalForm([...schema.values], path);
  if (schema instanceof z.ZodBoolean) return isA(path, 'boolean');
  // What is made of a value on the way to the log, as it comes out or, where nothing says that, as it goes in.
  if (schema instanceof z.ZodPipe)
    return formOf(schema.def.in instanceof z.ZodTransform ? schema.def.out : schema.def.in, path);
  if (schema instanceof z.ZodCustom) return TRUE;
  if (schema instanceof z.ZodNumber) return numberForm(schema, path);
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return stringForm(schema, path);
  throw new TypeError(`no form of SQL/JSON path for ${schema._zod.def.type}`);
}

function literalForm(values: readonly unknown[], path: string): string {
  const equal = values.map((value) => {
    if (typeof value === 'string') return `${isA(path, 'string')} && ${path} == ${quoted(value)}`;
    if (typeof value === 'boolean') return `${isA(path, 'boolean')} && ${path} == ${value}`;
    throw new TypeError('a literal is a text or a boolean');
  });
  return `(${equal.join(' || ')})`;
}

/** What PostgreSQL asks of a field in the order of its name, and a regular expression could ask with ten times the effort alone. */
const KINDS = new Map<z.core.$ZodType, 'id' | 'sha256' | 'code'>([
  [id, 'id'],
  [sha256, 'sha256'],
  [code, 'code'],
]);

const inner = (field: z.core.$ZodType): z.core.$ZodType =>
  field instanceof z.ZodExactOptional || field instanceof z.ZodOptional || field instanceof z.ZodNullable
    ? inner(field.def.innerType)
    : field;

/** Of a field of such a kind no more than what its kind does not say. */
function besideKind(field: z.core.$ZodType, path: string): string {
  const of = inner(field);
  if (!KINDS.has(of)) return formOf(field, path);
  const text = all([isA(path, 'string'), ...(of === code ? [matches(path, CODE)] : [])]);
  return z.safeParse(field, null).success ? `(${isA(path, 'null')} || (${text}))` : text;
}

type Detail = Fields | z.ZodUnion<readonly Fields[]>;

/** Of each field its kind, or an empty text. */
export const detailKinds = (schema: Detail, names: readonly string[]): string[] =>
  names.map((name) => {
    const field = schema instanceof z.ZodObject ? schema.shape[name] : undefined;
    return (field && KINDS.get(inner(field))) ?? '';
  });

/** What the fields of a detail must be; which names they may have, and what kinds they are of, the vocabulary says beside it. */
export const detailForm = (schema: Detail): string =>
  schema instanceof z.ZodObject
    ? all(fieldForms(schema, (name) => `$.${name}`, besideKind))
    : formOf(schema, '$');

/** The same of what is committed to: each field stands beside its salt. */
export const secretForm = (schema: Fields): string =>
  all([
    ...fieldForms(schema, (name) => `$.${name}.value`),
    ...Object.keys(schema.shape).map((name) => `(!exists($.${name}) || (${saltedForm(`$.${name}`)}))`),
  ]);

const saltedForm = (path: string): string =>
  all([
    isA(path, 'object'),
    isA(`${path}.salt`, 'string'),
    `exists(${path}.value)`,
    closed(['salt', 'value'], path),
  ]);
