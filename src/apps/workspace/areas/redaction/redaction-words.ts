import type { Mask, Proposal, Reason, SoundSpan } from '../../../../features/redaction';
import type { Choice } from '../../shell/layout/pages';

const REASON_WORDS: Readonly<Record<Reason, string>> = {
  bystander: 'Bystander',
  child: 'Child',
  'house-number': 'House number',
  'vehicle-plate': 'Number plate of a vehicle',
  screen: 'Screen or paper',
  'third-party-data': 'Data of a third party',
  'victims-address': 'Victim’s address',
};
const KIND_WORDS: Readonly<Record<Mask['kind'] | SoundSpan['kind'], string>> = {
  solid: 'Solid black',
  pixelate: 'Blocks (bystanders only)',
  blur: 'Blur (bystanders only)',
  mute: 'Silence',
  tone: 'Tone',
};
const SHAPE_WORDS: Readonly<Record<Mask['shape'], string>> = { rectangle: 'Rectangle', ellipse: 'Ellipse' };

const choices = (words: Readonly<Record<string, string>>, only: readonly string[]): Choice[] =>
  only.map((value) => ({ value, text: words[value] ?? value }));

export const CHOICES = {
  reasons: choices(REASON_WORDS, Object.keys(REASON_WORDS)),
  kinds: choices(KIND_WORDS, ['solid', 'pixelate', 'blur']),
  sounds: choices(KIND_WORDS, ['mute', 'tone']),
  shapes: choices(SHAPE_WORDS, ['rectangle', 'ellipse']),
} as const;

/** One line for each thing that a version covers or silences. */
export const maskLine = (mask: Mask): string =>
  `${standingLine(mask)}, frames ${mask.from} to ${mask.to}${movesWords(mask)}${leftWords(mask)}`;

/** Whoever reviews the copy looks there first. */
const leftWords = ({ left = [] }: Mask): string =>
  left.length === 0
    ? ''
    : `; nothing follows in frames ${left.map(({ from, to }) => `${from} to ${to}`).join(', ')}: its author left it so`;

/** A mask that moves and stands still at its end says from where on: it follows nothing there. */
function movesWords({ keys, to }: Mask): string {
  if (keys.length < 2) return '';
  const last = keys.at(-1)?.frame ?? to;
  return `, moves (${keys.length} key frames)${last < to ? `, stands still from frame ${last + 1} on` : ''}`;
}

/** Of what stands over a whole clip, however long that is. */
export const standingLine = ({ shape, kind, reason }: Mask): string =>
  `${REASON_WORDS[reason]}: ${SHAPE_WORDS[shape].toLowerCase()}, ${KIND_WORDS[kind].toLowerCase()}`;

const PROPOSED_WORDS: Readonly<Record<Proposal['kind'], string>> = { face: 'Face', person: 'Person' };

/** A face or a person that is proposed, and the numbers of one mask that holds it wherever it goes. */
export function proposalLine({ kind, from, to, score, keys }: Proposal, at: number): string {
  const [left, top] = [Math.min(...keys.map(({ x }) => x)), Math.min(...keys.map(({ y }) => y))];
  const right = Math.max(...keys.map(({ x, w }) => x + w));
  const bottom = Math.max(...keys.map(({ y, h }) => y + h));
  return `${PROPOSED_WORDS[kind]} ${at + 1}, frames ${from} to ${to}, score ${score} of 100: within ${right - left} by ${bottom - top} pixels, ${left} from the left and ${top} from the top`;
}

export const soundLine = ({ kind, reason, fromMs, toMs }: SoundSpan): string =>
  `${REASON_WORDS[reason]}: ${KIND_WORDS[kind].toLowerCase()} from ${(fromMs / 1_000).toFixed(3)} s to ${(toMs / 1_000).toFixed(3)} s`;
