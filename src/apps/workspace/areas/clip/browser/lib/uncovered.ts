import type { Part } from './speech';

interface Timed {
  readonly start: number | null;
  readonly end: number | null;
}

/** The parts where somebody may speak that no line tells of; a line without an end tells of the part that it begins in. */
export const uncovered = (parts: readonly Part[], lines: readonly Timed[]): readonly Part[] =>
  parts.filter(
    ([from, to]) =>
      !lines.some(
        ({ start, end }) => start !== null && start < to && (end ?? Math.max(start, from) + 1) > from,
      ),
  );
