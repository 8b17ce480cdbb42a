import { copyFile, link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An operator's program in JavaScript, which brings its own Node: in the sandbox there is none. */
export const inNode = (program: string, name = 'Sample Speech 1.0'): string =>
  `#!/program/node --max-old-space-size=64
const { readFileSync } = require('node:fs');
if (process.argv[2] === '--version') { console.log('${name}'); process.exit(0); }
${program}
`;

/** The same as a script of the shell, all that the sandbox has. */
export const inShell = (program: string, name = 'Sample Speech 1.0'): string =>
  `#!/bin/sh
if [ "$1" = --version ]; then echo '${name}'; exit 0; fi
${program}
`;

/** Stands in nothing else of a test. */
export const SECRET = 'Zebedee';

/** Says the same of every sound, and complains of it. */
export const TALKER = inShell(`echo "the officer of the case is ${SECRET}" >&2
printf 'WEBVTT\\n\\n00:00.100 --> 00:00.700\\n<v A>${SECRET} said no\\n\\n00:00.800 --> 00:01.400\\nOpen the door\\n\\n00:01.400 --> 00:02.000\\nGo away\\n'`);

/**
 * Hears where a sound is loud: a cue for each stretch, which says how many samples of which rate it was given, and how often the sound goes
 * through nothing in a second, so that nobody can say it without having listened.
 */
export const LISTENER = inNode(`
const wav = readFileSync(process.argv[2]);
const u32 = (at) => wav.readUInt32LE(at);
if (wav.toString('latin1', 0, 4) !== 'RIFF' || wav.toString('latin1', 36, 40) !== 'data') process.exit(3);
const shape = [wav.readUInt16LE(20), wav.readUInt16LE(22), u32(24), wav.readUInt16LE(34)].join(' ');
const rate = u32(24);
const samples = new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.length - 44) >> 1);
const step = rate / 10;
const loud = [];
for (let at = 0; at + step <= samples.length; at += step)
  loud.push(Math.max(...samples.subarray(at, at + step).map(Math.abs)) > 1000);
const clock = (tenths) => {
  const two = (n) => String(n).padStart(2, '0');
  return two(Math.floor(tenths / 600)) + ':' + two(Math.floor(tenths / 10) % 60) + '.' + (tenths % 10) + '00';
};
console.log('WEBVTT');
for (let from = 0; from < loud.length; from += 1) {
  if (!loud[from]) continue;
  let to = from;
  while (loud[to]) to += 1;
  let turns = 0;
  for (let at = from * step + 1; at < to * step; at += 1) if (samples[at - 1] < 0 && samples[at] >= 0) turns += 1;
  console.log('\\n' + clock(from) + ' --> ' + clock(to) + '\\nShape ' + shape + ', ' + Math.round(turns / ((to - from) / 10)) + ' Hz');
  from = to;
}
`);

/** A folder with such a program in it, as an operator makes it. */
export async function programFolder(program: string, mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-program-'));
  if (program.includes('/program/node')) await bring(realpathSync(process.execPath), join(folder, 'node'));
  await mkdir(join(folder, 'model'));
  await writeFile(join(folder, 'model/sample.bin'), 'weights');
  await writeFile(join(folder, 'transcribe'), program, { mode });
  return folder;
}

/** Linked where that can be: it is large. */
const bring = (from: string, to: string): Promise<void> => link(from, to).catch(() => copyFile(from, to));

export async function withProgram<T>(program: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await programFolder(program);
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
