import type { Readable } from 'node:stream';

/** More came without the end of a line than a line may have, or more than there is room for in all. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/** What a program says, line by line; what comes after the last end of a line, too. @throws LineTooLong beyond `most` bytes */
export async function* linesOf(stream: Readable, most: number): AsyncGenerator<string> {
  let kept: Buffer[] = [];
  let length = 0;
  const line = (): string => {
    const text = Buffer.concat(kept).toString('utf8');
    [kept, length] = [[], 0];
    return text;
  };
  for await (const chunk of stream) {
    let rest = chunk as Buffer;
    while (rest.length > 0) {
      const end = rest.indexOf(0x0a);
      const part = end === -1 ? rest : rest.subarray(0, end);
      length += part.length;
      if (length > most) throw new LineTooLong(`more than ${most} bytes without the end of a line`);
      kept.push(part);
      if (end !== -1) yield line();
      rest = end === -1 ? Buffer.alloc(0) : rest.subarray(end + 1);
    }
  }
  if (length > 0) yield line();
}
