/** What a prosecutor writes beside an item of the MG6C. */
export const ENDORSEMENTS = ['D', 'I', 'CND'] as const;
export type EndorsementAnswer = (typeof ENDORSEMENTS)[number];

export const ENDORSEMENT_WORDS: Readonly<Record<EndorsementAnswer, string>> = {
  D: 'D: to be disclosed to the defence',
  I: 'I: the defence may inspect it',
  CND: 'CND: clearly not disclosable',
};

export interface EndorsedRow {
  /** The item's number on the form. */
  readonly position: number;
  readonly answer: EndorsementAnswer;
  readonly comment: string;
}

export interface RowFault {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly problem: string;
}

const isAnswer = (text: string): text is EndorsementAnswer =>
  (ENDORSEMENTS as readonly string[]).includes(text);
const COMMENT_MOST = 1_000;

/** Of the columns that the form's own CSV has. */
export const ENDORSEMENT_HEADINGS = {
  number: 'Item',
  answer: 'CPS: D, I or CND',
  comment: 'Comment',
} as const;

interface Places {
  readonly number: number;
  readonly answer: number;
  readonly comment: number;
}

function rowOf(
  { number, answer, comment }: Readonly<Record<keyof Places, string>>,
  known: ReadonlySet<number>,
  seen: Set<number>,
): EndorsedRow | { readonly problem: string } {
  if (!/^\d{1,6}$/.test(number)) return { problem: `“${number.slice(0, 40)}” is no number of an item` };
  const position = Number(number);
  if (!known.has(position)) return { problem: `the form has no item ${position}` };
  const given = answer.toUpperCase();
  if (!isAnswer(given))
    return { problem: `item ${position}: the answer is D, I or CND, not “${answer.slice(0, 40)}”` };
  if (seen.has(position)) return { problem: `item ${position} stands here twice` };
  if (comment.length > COMMENT_MOST) return { problem: `item ${position}: the comment is too long` };
  seen.add(position);
  return { position, answer: given, comment };
}

/**
 * A list that a prosecutor sent back: the form's own CSV with the answers filled in, where an item without an answer waits;
 * or number, answer and comment without headings. All or nothing: a list with a fault is not taken in by half.
 * @param known numbers that the form has
 */
export function readEndorsements(
  lines: readonly (readonly string[])[],
  known: ReadonlySet<number>,
): { readonly rows: readonly EndorsedRow[] } | { readonly faults: readonly RowFault[] } {
  const { number, answer, comment } = ENDORSEMENT_HEADINGS;
  const head = lines.findIndex((cells) => cells.includes(number) && cells.includes(answer));
  const titles = lines[head];
  const places: Places =
    titles === undefined
      ? { number: 0, answer: 1, comment: 2 }
      : { number: titles.indexOf(number), answer: titles.indexOf(answer), comment: titles.indexOf(comment) };
  const seen = new Set<number>();
  const read = lines.flatMap((cells, place) => {
    const at = (column: keyof Places): string => (cells[places[column]] ?? '').trim();
    const row = { number: at('number'), answer: at('answer'), comment: at('comment') };
    const isBlank = row.number === '' && row.answer === '';
    if (place <= head || isBlank || (titles !== undefined && row.answer === '')) return [];
    return [{ line: place + 1, ...rowOf(row, known, seen) }];
  });
  const faults = read.flatMap((row) => ('problem' in row ? [{ line: row.line, problem: row.problem }] : []));
  if (faults.length > 0) return { faults };
  if (read.length === 0) return { faults: [{ line: 1, problem: 'there is no answer' }] };
  return {
    rows: read.flatMap((row) =>
      'problem' in row ? [] : [{ position: row.position, answer: row.answer, comment: row.comment }],
    ),
  };
}

/** What speaks against giving, or not giving, an item to the defence as it is decided now. */
export function endorsedOtherwise(
  answer: EndorsementAnswer | null | undefined,
  goes: boolean,
): string | undefined {
  if ((answer === 'D' || answer === 'I') && !goes)
    return `the prosecutor endorsed it ${answer}, and by the decision it does not go to the defence`;
  if (answer === 'CND' && goes)
    return 'the prosecutor endorsed it CND, and by the decision it goes to the defence';
  return undefined;
}
