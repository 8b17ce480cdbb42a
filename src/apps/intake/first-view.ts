import type { Kept, Loss, Make } from '../../features/footage';
import { IN_ENGLISH, type Speech } from './speech';
import { LETTER } from './texts/maker-letter';

/** One recording to look for. */
export interface FirstRow {
  readonly name: string;
  readonly href: string;
  /** When it was recorded, as far as is known; empty: it is not. */
  readonly when: string;
  /** It is a copy that was added here. */
  readonly copy: boolean;
  readonly line: string;
  readonly help: string;
}

/** One make: how long its clips are often kept, and what can be done. */
export interface MakeView {
  readonly name: string;
  readonly lines: readonly string[];
  readonly help: string;
  /** Where a request can be drafted; `undefined`: the maker takes none. */
  readonly ask: string | undefined;
}

export function lossLine({ t, say, format }: Speech, { make, from, stage, counted }: Loss): string {
  const { loss } = t.first;
  if (stage === 'open' || from === null) return loss.open;
  const values = { name: make === null ? '' : t.makes[make].name, date: format.date(from) };
  if (counted || stage === 'past') return say(loss[stage], values);
  return say((make === null ? loss.noMake : loss.noFigure)[stage], values);
}

function figureLines({ t, say, format }: Speech, name: string, kept: Kept): string[] {
  const { usual, upTo, from, plan, unknown } = t.first.figures;
  const { usual: often, shortest, longest } = kept;
  const spans = [
    ...(shortest === null || shortest === often ? [] : [say(from, { span: format.length(shortest) })]),
    ...(longest === null || longest === often ? [] : [say(upTo, { span: format.length(longest) })]),
  ];
  if (often !== null) return [say(usual, { name, span: format.length(often) }), ...spans];
  return [say(spans.length > 0 || kept.fills ? plan : unknown, { name }), ...spans];
}

/** What is known of a make, with where and when it was read. */
export function keptLines(speech: Speech, make: Make, kept: Kept): string[] {
  const { say, format, t } = speech;
  const { fills, page, noPage, operator } = t.first.figures;
  const { read } = kept;
  const date = read === null ? '' : format.date(`${read.on}T12:00:00Z`);
  const source =
    read === null
      ? operator
      : read.page === null
        ? say(noPage, { date })
        : say(page, { date, page: read.page });
  const figures = figureLines(speech, t.makes[make].name, kept);
  return [[...figures, ...(kept.fills ? [fills] : [])].join(' '), source];
}

export const makeView = (speech: Speech, make: Make, kept: Kept): MakeView => ({
  name: speech.t.makes[make].name,
  lines: keptLines(speech, make, kept),
  help: `/help/${make}`,
  ask: kept.asks === null ? undefined : `/first/${make}`,
});

/** Days that a drafted request names: a longer list would be read as everything there is. */
const MOST_DAYS = 20;

/** A request to keep a copy, to be changed and sent by its reader: it says neither why it is asked nor who else asks. */
export function letter(make: Make, moments: readonly Date[]): string {
  const { t, say, format } = IN_ENGLISH;
  const days = [...new Set(moments.map((moment) => format.date(moment)))].slice(0, MOST_DAYS);
  return LETTER.map((line) =>
    line === '{days}' ? days.map((day) => `- ${day}`).join('\n') : say(line, { name: t.makes[make].name }),
  ).join('\n');
}
