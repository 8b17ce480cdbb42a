import type { JsonObject, JsonValue } from '../kernel/json';
import { canonicalOf } from '../custody/pure/canonical-json';
import { EXPORT } from '../custody/pure/export-layout';
import { parseRecord, RECORD_LINES, type LogRecord } from '../custody/pure/record';
import { Unreadable, type Files } from './files';

export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** Ends lines at line feeds only: a record may hold any other separator of Unicode. @throws TypeError not UTF-8 */
async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

async function* readableLines(files: Files, path: string): AsyncGenerator<string> {
  if (!(await files.has(path))) throw new Unreadable(path);
  try {
    yield* splitLines(files.reader.read(path));
  } catch {
    throw new Unreadable(path);
  }
}

/** Records in the order of the file; 'not-a-record' once, at the first five lines that are none. @throws Unreadable */
export async function* readRecords(
  files: Files,
  path: string = EXPORT.records,
): AsyncGenerator<LogRecord | 'not-a-record'> {
  let lines: string[] = [];
  for await (const line of readableLines(files, path)) {
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
export async function readCounts(files: Files): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const line of linesOf(await files.text(EXPORT.subjects))) {
    const [subject, count, more] = line.split('\t');
    if (subject === undefined || count === undefined || !/^\d+$/.test(count) || more !== undefined) {
      throw new Unreadable(EXPORT.subjects);
    }
    counts.set(subject, Number(count));
  }
  return counts;
}

const PROOF_NAME = /^([0-9a-f][^/]*)\.tlog-proof$/;

/** Ids of the events that a proof is there for. @throws Unreadable when there is none at all */
export async function readProofIds(files: Files): Promise<Set<string>> {
  const proofs = await files.below(`${EXPORT.proofs}/`);
  // What systems put into every folder is no proof of anything.
  const ids = proofs.map((path) => PROOF_NAME.exec(path.slice(EXPORT.proofs.length + 1))?.[1]);
  if (!ids.some((id) => id !== undefined)) throw new Unreadable(EXPORT.proofs);
  return new Set(ids.filter((id) => id !== undefined));
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
    if (value === undefined || canonicalOf(value) === undefined) return undefined;
    return { event, field, salt: Buffer.from(salt, 'hex'), value };
  } catch {
    return undefined;
  }
}

/** Openings by event id, out of the lines of an openings file; undefined when a line is not one. */
export function parseOpenings(text: string): Map<string, Opening[]> | undefined {
  const openings = new Map<string, Opening[]>();
  for (const line of linesOf(text)) {
    const opening = openingOf(line);
    if (opening === undefined) return undefined;
    openings.set(opening.event, [...(openings.get(opening.event) ?? []), opening]);
  }
  return openings;
}

/** Openings by event id. @throws Unreadable when a line is not one. */
export async function readOpenings(files: Files): Promise<Map<string, Opening[]>> {
  const openings = parseOpenings((await files.optional(EXPORT.openings)) ?? '');
  if (openings === undefined) throw new Unreadable(EXPORT.openings);
  return openings;
}
