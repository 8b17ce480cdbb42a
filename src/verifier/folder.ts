import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '../kernel/json';
import { EXPORT } from '../custody/pure/export-layout';
import { parseRecord, RECORD_LINES, type LogRecord } from '../custody/pure/record';

/** A file of the export that is not there or cannot be read: nothing can be said. */
export class Unreadable extends Error {
  constructor(readonly file: string) {
    super(`${file} is missing or cannot be read`);
    this.name = 'Unreadable';
  }
}

export async function readText(folder: string, file: string): Promise<string> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch {
    throw new Unreadable(file);
  }
}

/** Empty when the file is not there: for parts that an export may leave out. */
export async function readOptional(folder: string, file: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch {
    return undefined;
  }
}

export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** Ends lines at line feeds only: a record may hold any other separator of Unicode. */
async function* splitLines(chunks: AsyncIterable<unknown>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Records in the order of the file; 'not-a-record' once, at the first five lines that are none. */
export async function* readRecords(folder: string): AsyncGenerator<LogRecord | 'not-a-record'> {
  const input = createReadStream(join(folder, EXPORT.records), 'utf8');
  const opened = new Promise<void>((done, failed) => input.once('open', () => done()).once('error', failed));
  await opened.catch(() => {
    throw new Unreadable(EXPORT.records);
  });
  let lines: string[] = [];
  for await (const line of splitLines(input)) {
    lines.push(line);
    if (lines.length < RECORD_LINES) continue;
    const record = parseRecord(lines);
    yield record ?? 'not-a-record';
    if (record === undefined) return;
    lines = [];
  }
  if (lines.length > 0) yield 'not-a-record';
}

/** How many records each subject should have. @throws Unreadable when the list is not in its form. */
export async function readCounts(folder: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const line of linesOf(await readText(folder, EXPORT.subjects))) {
    const [subject, count, more] = line.split('\t');
    if (subject === undefined || count === undefined || !/^\d+$/.test(count) || more !== undefined) {
      throw new Unreadable(EXPORT.subjects);
    }
    counts.set(subject, Number(count));
  }
  return counts;
}

/** Ids of the events that a proof is there for. */
export async function readProofIds(folder: string): Promise<Set<string>> {
  const files = await readdir(join(folder, EXPORT.proofs)).catch(() => {
    throw new Unreadable(EXPORT.proofs);
  });
  return new Set(files.map((file) => file.replace(/\.tlog-proof$/, '')));
}

export interface Opening {
  readonly field: string;
  readonly salt: Buffer;
  readonly value: JsonValue;
}

function openingOf(line: string): (Opening & { event: string }) | undefined {
  try {
    const { event, field, salt, value } = JSON.parse(line) as JsonObject;
    if (typeof event !== 'string' || typeof field !== 'string' || typeof salt !== 'string') return undefined;
    return value === undefined ? undefined : { event, field, salt: Buffer.from(salt, 'hex'), value };
  } catch {
    return undefined;
  }
}

/** Openings by event id. @throws Unreadable when a line is not one. */
export async function readOpenings(folder: string): Promise<Map<string, Opening[]>> {
  const openings = new Map<string, Opening[]>();
  for (const line of linesOf((await readOptional(folder, EXPORT.openings)) ?? '')) {
    const opening = openingOf(line);
    if (opening === undefined) throw new Unreadable(EXPORT.openings);
    openings.set(opening.event, [...(openings.get(opening.event) ?? []), opening]);
  }
  return openings;
}
