import { leftOf, shownTime, type Transcript, type WordProposals } from '../../../../features/transcripts';
import type { WordProposalId } from '../../../../kernel/ids';

/** What a program proposes, beside a draft. */
export interface WordsView {
  readonly words: string;
  readonly isAwaited: boolean;
  readonly mayAsk: boolean;
  readonly id: WordProposalId | null;
  /** For which the draft has no line yet. */
  readonly left: readonly {
    readonly place: number;
    readonly times: string;
    readonly speaker: string;
    readonly words: string;
  }[];
}

const WORDS = {
  none: 'It has not listened to this recording.',
  waiting: 'The program is listening to the recording. You can go on typing.',
} as const;

function wordsOf({ state, why, lines, by }: WordProposals, left: number): string {
  if (state === 'none' || state === 'waiting') return WORDS[state];
  if (state !== 'made') return `No words could be proposed. ${why ?? ''}`.trim();
  const whose = by === null ? '' : ` Proposed by ${by.program}, SHA-256 ${by.sha256}.`;
  if (lines.length === 0) return `It proposes no words. That does not mean that nothing is said.${whose}`;
  return `Proposed: ${lines.length}, of which the draft has no line yet: ${left}.${whose}`;
}

/** `undefined` where there is no program. */
export function wordsView(found: WordProposals, draft: Pick<Transcript, 'lines'>): WordsView | undefined {
  if (found.state === 'off') return undefined;
  const left = leftOf(found.lines, draft.lines);
  return {
    words: wordsOf(found, left.length),
    isAwaited: found.state === 'waiting',
    mayAsk: found.state === 'none' || found.state === 'failed',
    id: found.id,
    left: left.flatMap((place) => {
      const line = found.lines[place];
      if (line === undefined) return [];
      const { start, end, speaker, words } = line;
      return [{ place, times: `${shownTime(start)} – ${shownTime(end)}`, speaker, words }];
    }),
  };
}
