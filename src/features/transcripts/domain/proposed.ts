import type { Line, TimedLine } from './lines';

/** A program whose words were taken into a version. */
export interface ProposedBy {
  /** As it calls itself. */
  readonly program: string;
  /** Of all that lay in its folder. */
  readonly sha256: string;
}

/** In a sentence without its stop; empty where there is none. */
export const begunFrom = (by: readonly ProposedBy[]): string =>
  by.length === 0
    ? ''
    : `Began from words that a program proposed: ${by.map(({ program, sha256 }) => `${program} (SHA-256 ${sha256})`).join(', ')}`;

/** Milliseconds of a cue in which a line stands. */
const covered = ({ start, end }: TimedLine, lines: readonly Line[]): number =>
  lines.reduce(
    (most, line) => Math.max(most, Math.min(end, line.end ?? 0) - Math.max(start, line.start ?? Infinity)),
    0,
  );

/** The places of those cues that no line covers by half or more: what was taken, or typed already, is not proposed again. */
export const leftOf = (cues: readonly TimedLine[], lines: readonly Line[]): number[] =>
  cues.flatMap((cue, place) => (2 * covered(cue, lines) < cue.end - cue.start ? [place] : []));

/** Each before the first line that starts after it; what was typed stays in its order. */
export function placed(lines: readonly Line[], cues: readonly TimedLine[]): Line[] {
  const all = [...lines];
  for (const cue of cues) {
    const after = all.findIndex(({ start }) => start !== null && start > cue.start);
    all.splice(after === -1 ? all.length : after, 0, cue);
  }
  return all;
}
