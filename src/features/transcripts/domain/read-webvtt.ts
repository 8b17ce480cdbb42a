import { transcriptLines, tidy, type Line } from './lines';

/** A program may round: a cue may end so late after the film, and is cut there. */
const LATE_MS = 60_000;

const TIMES = /^(?:(\d{2}):)?([0-5]\d):([0-5]\d)\.(\d{3}) --> (?:(\d{2}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;
const VOICE = /^<v ([^<>]+)>([^<>]*?)(?:<\/v>)?$/;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Why it is refused: it names a row, and nothing that stands there. */
class Refused extends Error {}

const ms = (hours: string | undefined, minutes = '', seconds = '', thousandths = ''): number =>
  (Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000 + Number(thousandths);

const plain = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? '');

function timesIn(row: string, at: number): { readonly start: number; readonly end: number } {
  const [, ...found] = TIMES.exec(row) ?? [];
  if (found.length === 0) throw new Refused(`row ${at} has no times of a cue`);
  const [start, end] = [ms(...(found.slice(0, 4) as [string])), ms(...(found.slice(4) as [string]))];
  if (end <= start) throw new Refused(`the cue in row ${at} ends before it starts`);
  return { start, end };
}

/** One cue; what is marked in any way but with who speaks is refused. */
function cueOf(rows: readonly string[], at: number): Line {
  const [times = '', ...said] = rows;
  const { start, end } = timesIn(times, at);
  const text = said.join(' ').trim();
  const [, speaker = '', words = text] = VOICE.exec(text) ?? [];
  if (/[<>]/.test(words)) throw new Refused(`row ${at + 1} has marks other than who speaks`);
  return { start, end, speaker: plain(speaker), words: plain(words), language: '', translation: '' };
}

/**
 * What a program that turns speech into text has printed, as lines that may be proposed: `WEBVTT`, and cues with times, words and perhaps who
 * speaks (`<v NAME>`). Cues without words are left out. Anything else is refused, in a part of a sentence.
 */
export function readWebVtt(text: string, lengthMs: number | null): Line[] | string {
  try {
    return read(text, lengthMs);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

function read(text: string, lengthMs: number | null): Line[] {
  if (/[^\P{Cc}\t\r\n]/u.test(text)) throw new Refused('it has control characters');
  const [first, ...rows] = text.split(/\r\n|\n|\r/);
  if (first !== 'WEBVTT') throw new Refused('it does not begin with WEBVTT');
  if ((rows[0] ?? '') !== '') throw new Refused('row 2 is not empty');
  const lines: Line[] = [];
  let latest = 0;
  for (const { at, block } of blocksOf(rows)) {
    const cue = cueOf(block, at);
    const start = cue.start ?? 0;
    if (start < latest) throw new Refused(`the cue in row ${at} starts before the one above it`);
    latest = start;
    if (lengthMs !== null && (start >= lengthMs || (cue.end ?? 0) > lengthMs + LATE_MS))
      throw new Refused(`the cue in row ${at} is after the end of the recording`);
    lines.push({ ...cue, end: Math.min(cue.end ?? 0, lengthMs ?? Infinity) });
  }
  const said = tidy(lines).filter(({ words }) => words !== '');
  const { success, error } = transcriptLines.safeParse(said);
  if (!success) throw new Refused((error.issues[0]?.message ?? 'it is too long').replace(/\.$/, ''));
  return said;
}

function* blocksOf(rows: readonly string[]): Generator<{ readonly at: number; readonly block: string[] }> {
  let block: string[] = [];
  // Rows count from 1, and the first is not among these.
  for (const [place, row] of [...rows, ''].entries()) {
    if (row !== '') block.push(row);
    else if (block.length > 0) {
      yield { at: place + 2 - block.length, block };
      block = [];
    }
  }
}
