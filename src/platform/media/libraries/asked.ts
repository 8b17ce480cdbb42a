import { MARK, SECTION, SIZE } from './elf';

/** What a program asks of one library. */
export interface Asked {
  /** The library's file, as `libavdevice.so.61`. */
  readonly library: string;
  /** Of its interface, as `LIBAVDEVICE_61`. */
  readonly version: string;
  readonly names: readonly string[];
}

interface Section {
  readonly kind: number;
  readonly at: number;
  readonly size: number;
  /** The section that belongs to it: of symbols, their names. */
  readonly link: number;
}

function sectionsOf(program: Buffer): Section[] {
  const first = Number(program.readBigUInt64LE(40));
  return Array.from({ length: program.readUInt16LE(60) }, (_, index) => {
    const at = first + index * SIZE.section;
    return {
      kind: program.readUInt32LE(at + 4),
      at: Number(program.readBigUInt64LE(at + 24)),
      size: Number(program.readBigUInt64LE(at + 32)),
      link: program.readUInt32LE(at + 40),
    };
  });
}

const textAt = (program: Buffer, at: number): string =>
  program.toString('latin1', at, program.indexOf(0, at));

/** The versions that are asked for, by the number that symbols name them by. */
function* versionsOf(
  program: Buffer,
  needs: Section,
  names: number,
): Generator<[number, { library: string; version: string }]> {
  for (let need = needs.at, more = 1; more > 0; need += more) {
    const library = textAt(program, names + program.readUInt32LE(need + 4));
    for (let one = need + program.readUInt32LE(need + 8), next = 1; next > 0; one += next) {
      const version = textAt(program, names + program.readUInt32LE(one + 8));
      yield [program.readUInt16LE(one + 6), { library, version }];
      next = program.readUInt32LE(one + 12);
    }
    more = program.readUInt32LE(need + 12);
  }
}

/**
 * What a program of ELF-64 asks of the libraries it is linked with, each version of an interface for itself; nothing where it says of none
 * which version it wants. @throws RangeError for a file that is broken
 */
export function askedBy(program: Buffer): Asked[] {
  if (!program.subarray(0, MARK.length).equals(MARK)) return [];
  const sections = sectionsOf(program);
  const of = (kind: number): Section | undefined => sections.find((section) => section.kind === kind);
  const symbols = of(SECTION.dynamicSymbols);
  const versions = of(SECTION.symbolVersions);
  const needs = of(SECTION.versionNeeds);
  const names = symbols && sections[symbols.link]?.at;
  if (symbols === undefined || versions === undefined || needs === undefined || names === undefined)
    return [];
  const asked = new Map(
    [...versionsOf(program, needs, names)].map(([number, one]) => [
      number,
      { ...one, names: [] as string[] },
    ]),
  );
  for (let index = 0; index < symbols.size / SIZE.symbol; index += 1) {
    const name = textAt(program, names + program.readUInt32LE(symbols.at + index * SIZE.symbol));
    asked.get(program.readUInt16LE(versions.at + 2 * index))?.names.push(name);
  }
  return [...asked.values()];
}
