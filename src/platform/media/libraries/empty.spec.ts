import { askedBy } from './asked';
import { elfHash, emptyLibrary } from './empty';

it('hashes names as the System V ABI says', () => {
  // The examples of the loader's own documents.
  expect(['', 'printf', 'exit', 'syscall'].map(elfHash)).toEqual([0, 0x077905a6, 0x0006cf04, 0x0b09985c]);
});

it('has no code of machines that it was not written for', () => {
  expect(emptyLibrary({ library: 'lib.so.1', version: 'LIB_1', names: ['call'] }, 'riscv64')).toBeUndefined();
});

it('finds nothing in a file that is no program', () => {
  expect(askedBy(Buffer.from('#!/bin/sh\nexit 0\n'))).toEqual([]);
  expect(askedBy(Buffer.alloc(0))).toEqual([]);
});

it('says of a program that is cut off that it is broken', () => {
  const whole = emptyLibrary({ library: 'lib.so.1', version: 'LIB_1', names: [] }, 'x64') ?? Buffer.alloc(0);
  const sections = Buffer.from(whole);
  sections.writeBigUInt64LE(BigInt(whole.length), 40);
  sections.writeUInt16LE(3, 60);
  expect(() => askedBy(sections)).toThrow('out of range');
});
