/** Numbers of ELF-64, little-endian, as the loader of Linux reads it (elf(5), and the System V ABI's chapters 4 and 5). */
export const SIZE = { header: 64, segment: 56, section: 64, symbol: 24, dynamic: 16 } as const;

/** Kinds of sections. */
export const SECTION = {
  dynamicSymbols: 11,
  versionNeeds: 0x6fff_fffe,
  symbolVersions: 0x6fff_ffff,
} as const;

/** `e_machine`, by Node's name of it. */
export const MACHINES: Readonly<Record<string, number>> = { x64: 62, arm64: 183 };

/** Bytes 0 to 6 of a file of this kind: its mark, 64 bits, little-endian, version 1. */
export const MARK = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
