/** What a test puts into CBOR. */
export type Value =
  | number
  | string
  | boolean
  | null
  | undefined
  | Buffer
  | Raw
  | Value[]
  | { [key: string]: Value }
  | Map<number | string, Value>;

/** Bytes that are CBOR already, or are no CBOR at all. */
export class Raw {
  constructor(readonly bytes: Buffer) {}
}

/** A number in five bytes, however small it is: a later value takes as much room. */
export const wide = (value: number): Raw => {
  const bytes = Buffer.from([0x1a, 0, 0, 0, 0]);
  bytes.writeUInt32BE(value, 1);
  return new Raw(bytes);
};

export function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 0x100) return Buffer.from([(major << 5) | 24, value]);
  const long = value >= 0x10000;
  const bytes = Buffer.alloc(long ? 5 : 3);
  bytes.writeUInt8((major << 5) | (long ? 26 : 25));
  if (long) bytes.writeUInt32BE(value, 1);
  else bytes.writeUInt16BE(value, 1);
  return bytes;
}

export function encode(value: Value): Buffer {
  if (value instanceof Raw) return value.bytes;
  if (value === null) return Buffer.from([0xf6]);
  if (value === undefined) return Buffer.from([0xf7]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xf5 : 0xf4]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encode)]);
  const entries =
    value instanceof Map ? [...value] : Object.entries(value).filter(([, each]) => each !== undefined);
  return Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([key, each]) => [encode(key), encode(each)]),
  ]);
}
