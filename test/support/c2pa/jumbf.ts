const TAIL = '00110010800000aa00389b71';
/** A type of box by its four letters. */
export const typeOf = (name: string): Buffer => Buffer.concat([Buffer.from(name), Buffer.from(TAIL, 'hex')]);

export function box(type: string, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(content.length + 8);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, content]);
}

/** A superbox: its description, then what it holds. */
export const superbox = (type: string, label: string, ...contents: Buffer[]): Buffer =>
  box('jumb', box('jumd', typeOf(type), Buffer.from([3]), Buffer.from(`${label}\0`)), ...contents);

export const cborBox = (type: string, label: string, cbor: Buffer): Buffer =>
  superbox(type, label, box('cbor', cbor));
