import { z } from 'zod';
import { EVENTS } from '../../src/custody/events';
import type { EventDefinition } from '../../src/custody/events/define';
import type { JsonObject, JsonValue } from '../../src/kernel/json';

type Fields = z.ZodObject<z.ZodRawShape>;

/** Texts of the forms that events have, by an example of which each is found. */
const TEXTS = [
  '0b8e5c1a-1111-4222-8333-444455556666',
  'a'.repeat(64),
  'not-needed',
  'en-GB',
  Array.from({ length: 16 }, () => '0a1b').join(' '),
  '2026-02-28T23:59:59.999Z',
  '2026-02-28',
  'https://login.example/realm',
  'c2lnbmVk',
];

/** What is no field of any event, and what is one of some. */
const OTHERS: readonly JsonValue[] = [
  ...[
    null,
    true,
    false,
    0,
    1,
    7,
    -1,
    0.5,
    2 ** 53,
    1e300,
    '',
    ' ',
    'He stood at the gate.',
    'a'.repeat(81),
    '7',
  ],
  ...TEXTS,
  ...TEXTS.flatMap((text) => [`${text}\n`, ` ${text}`, text.toUpperCase(), text.slice(1), `${text}${text}`]),
  ...['2026-02-30', '2026-02-28T24:00:00.000Z', '2026-02-28T23:59:59Z', 'naïve', 'file:///etc/passwd'],
  ...([[], [[]], ['a'], [null], [TEXTS[0] ?? ''], {}, { a: 1 }, [{}]] as const),
];

/** A value that the schema takes. @throws Error where no example is of its form */
export function sampleOf(schema: z.core.$ZodType): JsonValue {
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries((schema as Fields).shape).map(([name, field]) => [name, sampleOf(field)]),
    );
  if (
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodReadonly
  )
    return sampleOf(schema.def.innerType);
  if (schema instanceof z.ZodNullable) return sampleOf(schema.def.innerType);
  if (schema instanceof z.ZodArray) return [sampleOf(schema.element), sampleOf(schema.element)];
  if (schema instanceof z.ZodPipe)
    return sampleOf(schema.def.in instanceof z.ZodTransform ? schema.def.out : schema.def.in);
  const enumerated = schema instanceof z.ZodEnum ? (schema.options as string[]) : [];
  const literal = schema instanceof z.ZodLiteral ? ([...schema.values] as JsonValue[]) : [];
  const found = [...enumerated, ...literal, ...OTHERS.slice(5), ...OTHERS].find(
    (value) => z.safeParse(schema, value).success,
  );
  if (found === undefined) throw new Error(`no example for ${schema._zod.def.type}`);
  return found;
}

/** The same value with one thing in it left out, put in, or put in place of another: each of these once. */
export function* changed(value: JsonValue): Generator<JsonValue> {
  yield* OTHERS;
  if (Array.isArray(value)) {
    const list = value as readonly JsonValue[];
    yield [...list, ...list];
    for (const [place, one] of list.entries())
      for (const other of changed(one)) yield list.with(place, other);
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as JsonObject;
    yield { ...fields, surprise: 1 };
    for (const [name, one] of Object.entries(fields)) {
      yield Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
      for (const other of changed(one)) yield { ...fields, [name]: other };
    }
  }
}

const formsOf = (schema: EventDefinition['detail']): readonly Fields[] =>
  schema instanceof z.ZodObject ? [schema] : schema.options;

const needed = ({ shape }: Fields): [string, z.core.$ZodType][] =>
  Object.entries(shape).filter(
    ([, field]) => !(field instanceof z.ZodExactOptional || field instanceof z.ZodOptional),
  );

/** A detail of the type with what it must have besides; a sample of each. What is no type has none. */
export function wholeDetail(type: string, given: object): object {
  const definition = (EVENTS as Readonly<Record<string, EventDefinition>>)[type];
  const form =
    definition &&
    formsOf(definition.detail).find(({ shape }) => Object.keys(given).every((key) => key in shape));
  const samples = form ? needed(form).map(([name, field]) => [name, sampleOf(field)] as const) : [];
  return { ...Object.fromEntries(samples), ...given };
}

/** What must be committed to in an event of the type, each beside a salt; a sample of each. */
export function wholeSecrets(type: string): object {
  const definition = (EVENTS as Readonly<Record<string, EventDefinition>>)[type];
  const samples = definition ? needed(definition.secrets) : [];
  return Object.fromEntries(
    samples.map(([name, field]) => [name, { salt: '00'.repeat(16), value: sampleOf(field) }]),
  );
}
