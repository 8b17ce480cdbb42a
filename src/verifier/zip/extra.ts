import { MAX_32 } from './limits';
import { ZipFault, type Form } from './zip-fault';

/** Numbers of a header; those that do not fit stand, whole, in its extra field. */
export interface ZipNumbers {
  readonly size: number;
  readonly packedSize: number;
  /** Offset of the local header. */
  readonly start: number;
}

const ZIP64 = 1;
/** Info-ZIP Unicode Path (section 4.6.9): version, CRC-32 of the name in the header, and the name that many programs take instead. */
const UNICODE_PATH = 0x7075;
const BEFORE_PATH = 5;

/**
 * Every extra field by its id (section 4.5.1); what remains at the end is padding of some tools.
 * @throws ZipFault where one is cut, or comes twice
 */
function fieldsOf(where: string, extra: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= extra.length;) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length) throw new ZipFault(`${where}: extra field`, 'a whole one', 'its end');
    const id = extra.readUInt16LE(at);
    if (fields.has(id)) throw new ZipFault(`${where}: extra field ${id}`, 'one', 'two');
    fields.set(id, extra.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** Whether another name stands beside the one of the header. @throws ZipFault */
function sameName(where: string, name: Buffer, fields: ReadonlyMap<number, Buffer>): void {
  const other = fields.get(UNICODE_PATH)?.subarray(BEFORE_PATH);
  if (other !== undefined && !other.equals(name))
    throw new ZipFault(`${where}: name in the extra field`, where, other.toString());
}

/** The numbers of a header, those of ZIP64 included (section 4.5.3). @throws ZipFault */
export function readExtra(
  where: string,
  { extra, version, name }: { readonly extra: Buffer; readonly version: number; readonly name: Buffer },
  narrow: ZipNumbers,
  form: Form,
): ZipNumbers {
  const fields = fieldsOf(where, extra);
  sameName(where, name, fields);
  const wide = fields.get(ZIP64) ?? Buffer.alloc(0);
  let at = 0;
  const number = (value: number): number => {
    if (value !== MAX_32) return value;
    if (at + 8 > wide.length) throw new ZipFault(where, 'a number of ZIP64', 'none');
    const read = Number(wide.readBigUInt64LE(at));
    at += 8;
    if (!Number.isSafeInteger(read)) throw new ZipFault(where, 'a number', String(read));
    form.same(`${where}: ZIP64`, 'where it is needed', read < MAX_32 ? 'elsewhere' : 'where it is needed');
    return read;
  };
  const size = number(narrow.size);
  const packedSize = number(narrow.packedSize);
  const start = number(narrow.start);
  form.same(`${where}: version needed`, at === 0 ? 20 : 45, version);
  form.same(`${where}: length of the extra field`, at === 0 ? 0 : at + 4, extra.length);
  form.same(`${where}: length of ZIP64`, at, wide.length);
  return { size, packedSize, start };
}
