import type { Asked } from './asked';
import { MACHINES, MARK, SIZE } from './elf';

/** Machine code of a function that gives 0, and of one that gives the address of an empty text. Both end where the next may begin. */
interface Code {
  readonly zero: Buffer;
  readonly empty: Buffer;
}

const code = (zero: string, empty: string): Code => ({
  zero: Buffer.from(zero, 'hex'),
  empty: Buffer.from(empty, 'hex'),
});

const CODE: Readonly<Record<string, Code>> = {
  // xor eax, eax; ret - and: lea rax, [rip + 1]; ret; 0
  x64: code('31c0c30000000000', '488d0501000000c30000000000000000'),
  // mov x0, 0; ret - and: adr x0, 8; ret; 0
  arm64: code('000080d2c0035fd6', '40000010c0035fd60000000000000000'),
};

/** FFmpeg compares the text that these give with its own; everything else that it asks of a library may be 0: nothing, or no more. */
const GIVES_TEXT = /_configuration$/;

/** Where the loader lays the file: what is read and run, and once more, a page of any size above it, what the loader writes to. */
const WRITTEN_AT = 0x2_0000;
const READ_AND_RUN = 5;
const READ_AND_WRITE = 6;

const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value, 4 * index));
  return bytes;
};
const halves = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16LE(value, 2 * index));
  return bytes;
};
/** Numbers of 64 bits. None here needs its upper half. */
const longs = (...values: readonly number[]): Buffer => words(...values.flatMap((value) => [value, 0]));

/** The hash of a version's name (System V ABI, "Hash Table"). */
export function elfHash(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name, 'latin1')) {
    hash = (hash << 4) + byte;
    const high = hash & 0xf000_0000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
}

/** One text after another; gives where each stands. */
class Texts {
  private readonly parts = [Buffer.of(0)];
  private length = 1;

  add(text: string): number {
    const part = Buffer.from(`${text}\0`, 'latin1');
    this.parts.push(part);
    this.length += part.length;
    return this.length - part.length;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.parts);
  }
}

/** Parts of a file one after another, each at a multiple of 8. */
class Layout {
  private readonly parts: Buffer[] = [];
  private at = 0;

  constructor(readonly start: number) {
    this.at = start;
  }

  /** @returns where it begins */
  add(part: Buffer): number {
    const { at } = this;
    const padded = Buffer.concat([part, Buffer.alloc(-part.length & 7)]);
    this.parts.push(padded);
    this.at += padded.length;
    return at;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.parts);
  }

  get end(): number {
    return this.at;
  }
}

/** The versions that it offers: first its own name, as every library does, then the one that is asked for. */
const versionsOffered = (library: [string, number], version: [string, number]): Buffer =>
  Buffer.concat([
    ...[halves(1, 1, 1, 1), words(elfHash(library[0]), 20, 28), words(library[1], 0)],
    ...[halves(1, 0, 2, 1), words(elfHash(version[0]), 20, 0), words(version[1], 0)],
  ]);

const segment = (kind: number, flags: number, at: number, address: number, size: number): Buffer =>
  Buffer.concat([words(kind, flags), longs(at, address, address, size, size, kind === 1 ? 0x1_0000 : 8)]);

/**
 * A library in which every function that is asked for does nothing: each gives 0, or an empty text by its name. It is for functions alone,
 * which nobody calls.
 * @returns the file; `undefined` for a machine that it has no code of
 */
export function emptyLibrary({ library, version, names }: Asked, machine: string): Buffer | undefined {
  const machineCode = CODE[machine];
  const number = MACHINES[machine];
  if (machineCode === undefined || number === undefined) return undefined;
  const segments = 4;
  const layout = new Layout(SIZE.header + segments * SIZE.segment);
  const zero = layout.add(machineCode.zero);
  const empty = layout.add(machineCode.empty);
  const texts = new Texts();
  const own = texts.add(library);
  const interfaceName = texts.add(version);
  const symbols = layout.add(
    Buffer.concat([
      Buffer.alloc(SIZE.symbol),
      ...names.map((name) => {
        const at = GIVES_TEXT.test(name) ? empty : zero;
        // A function that everybody sees (STB_GLOBAL, STT_FUNC), in a section that is not "none".
        return Buffer.concat([words(texts.add(name)), Buffer.of(0x12, 0), halves(1), longs(at, 0)]);
      }),
    ]),
  );
  const strings = texts.bytes;
  const text = layout.add(strings);
  const versions = layout.add(halves(0, ...names.map(() => 2)));
  const offered = layout.add(versionsOffered([library, own], [version, interfaceName]));
  const count = names.length + 1;
  // One chain through all of them: there are few.
  const chain = names.map((_, index) => (index + 2) % count);
  const hashes = layout.add(words(1, count, names.length === 0 ? 0 : 1, 0, ...chain));
  const dynamic = layout.add(
    longs(
      ...[14, own, 4, hashes, 5, text, 6, symbols, 10, strings.length, 11, SIZE.symbol],
      ...[0x6fff_fff0, versions, 0x6fff_fffc, offered, 0x6fff_fffd, 2, 0, 0],
    ),
  );
  const dynamicSize = layout.end - dynamic;
  const header = Buffer.concat([
    Buffer.concat([MARK, Buffer.alloc(9)]),
    ...[halves(3, number), words(1), longs(0, SIZE.header, 0), words(0)],
    halves(SIZE.header, SIZE.segment, segments, SIZE.section, 0, 0),
  ]);
  return Buffer.concat([
    header,
    segment(1, READ_AND_RUN, 0, 0, layout.end),
    segment(1, READ_AND_WRITE, dynamic, WRITTEN_AT + dynamic, dynamicSize),
    segment(2, READ_AND_WRITE, dynamic, WRITTEN_AT + dynamic, dynamicSize),
    // Its stack is not to be run (PT_GNU_STACK).
    segment(0x6474_e551, READ_AND_WRITE, 0, 0, 0),
    layout.bytes,
  ]);
}
