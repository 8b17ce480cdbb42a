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

/** Every extra field by its id (section 4.5.1); what remains at the end is padding of some tools. */
function fieldsOf(extra: Buffer): Map<number, Buffer> {
  const fields = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= extra.length;) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    fields.set(extra.readUInt16LE(at), extra.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** The numbers of a header, those of ZIP64 included (section 4.5.3). @throws ZipFault */
export function readExtra(
  where: string,
  { extra, version }: { readonly extra: Buffer; readonly version: number },
  narrow: ZipNumbers,
  form: Form,
): ZipNumbers {
  const wide = fieldsOf(extra).get(ZIP64) ?? Buffer.alloc(0);
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
