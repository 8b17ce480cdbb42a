import type { ClipId, DecisionId, ExhibitRef } from '../../../kernel/ids';
import type { Classification } from './decision';
import { sortItems, type DecidedFacts } from './item';
import { listedIn, mg6cRows, mg6dRows, mg6eRows } from './schedule';

const fact = (
  clip: string,
  classification: Classification,
  more: Partial<DecidedFacts> = {},
): DecidedFacts => ({
  clipId: clip as ClipId,
  decisionId: `decision-${clip}` as DecisionId,
  ...{ classification, meetsTest: true, originalToDefence: false, description: 'A film', reason: 'Because' },
  exhibit: null,
  numbers: { MG6C: 7, MG6D: 8 },
  ...more,
});
const recording = (reference: string, classification: Classification): DecidedFacts => {
  const exhibit = { reference: reference as ExhibitRef, producer: 'Ann Bell', description: 'A door' };
  return fact(reference, classification, { exhibit });
};
const sorted = sortItems([
  recording('AB/1', 'evidence'),
  recording('AB/2', 'sensitive'),
  fact('of the first', 'unused', { filmReference: 'AB/1/3' }),
  fact('of the second', 'unused', { filmReference: 'AB/2/1' }),
  fact('a sensitive one', 'sensitive', { filmReference: 'AB/2/2' }),
]);

describe('a film of several exhibits on the schedules', () => {
  it('stands under its own reference, unless that would tell the defence of a recording that is listed nowhere', () => {
    const labels = mg6cRows(sorted.unused, () => 1, listedIn(sorted)).map(({ label }) => label);
    expect(labels).toEqual(['AB/1/3', '']);
  });

  it('stands under it wherever the police and the prosecutor alone read', () => {
    expect(mg6dRows(sorted.sensitive, () => 1).map(({ label }) => label)).toEqual(['AB/2', 'AB/2/2']);
    expect(mg6eRows(sorted.unused, []).map(({ label }) => label)).toEqual([
      'MG6C 7 (AB/1/3)',
      'MG6C 7 (AB/2/1)',
    ]);
  });
});
