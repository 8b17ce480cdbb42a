import type { Redaction } from '../../../../features/redaction';
import type { JsonObject } from '../../../../kernel/json';
import type { Choice } from '../layout/pages';

/** An extract as pages show it. */
export interface ExtractLine {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly reason: string;
  /** Frames of the recording, counted from 1; `null` once it has been erased. */
  readonly part: { readonly from: number; readonly to: number } | null;
  /** When its first and its last frame are shown, from the first one of the recording; empty until it is made. */
  readonly times: string;
  readonly of: string;
  readonly state: Redaction['state'];
  readonly why: string | null;
  readonly outcome: Redaction['outcome'];
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Ticks of the master as they were kept when the copy was made. */
function timesOf(facts: JsonObject | null): string {
  const edges = facts?.['edges'] as JsonObject | undefined;
  if (edges === undefined) return '';
  const base = edges['timeBase'] as JsonObject;
  const at = (edge: string): string => {
    const ticks = number((edges[edge] as JsonObject)['pts']) - number(edges['zero']);
    return ((ticks * number(base['num'])) / number(base['den'])).toFixed(3);
  };
  return `${at('first')} s to ${at('last')} s`;
}

export const extractLine = ({ id, extract, recipe, facts, state, why, outcome }: Redaction): ExtractLine => ({
  ...{ id, state, why, outcome },
  reference: extract?.reference ?? '',
  title: extract?.title ?? '',
  reason: extract?.reason ?? '',
  part: recipe?.trim ?? null,
  times: timesOf(facts),
  of:
    extract?.sourceVersion == null
      ? 'the recording as it came'
      : `version ${extract.sourceVersion} of its redaction`,
});

/** Approved, and of today's original. */
export const mayGo = ({ isOfMaster, state, outcome, extract }: Redaction): boolean =>
  isOfMaster && state === 'made' && outcome === 'approved' && extract?.sourceMayGo !== false;

export const extractSources = (versions: readonly Redaction[]): Choice[] => [
  { value: 'whole', text: 'The recording as it came' },
  ...versions
    .filter(mayGo)
    .map(({ id, version }) => ({ value: id, text: `The redacted copy of version ${version}` })),
];
