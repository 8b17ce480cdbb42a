import type { ClipId, DecisionId, RedactionId } from '../../../kernel/ids';
import { changedSince, type Held } from './since';

const item = (label: string, other: Partial<Held['items'][number]> = {}): Held['items'][number] => ({
  clipId: `clip of ${label}` as ClipId,
  decisionId: `decision of ${label}` as DecisionId,
  label,
  producer: 'The Victim',
  description: 'A man at the door',
  redactionId: null,
  ...other,
});
const bundle = (items: Held['items'], forms: Held['forms'] = []): Held => ({ items, forms });
const SAME = { notIn: [], wouldNotGo: [], otherwise: [], inTheWay: [], refused: [], forms: [] };
const since = (held: Held, now: Held) => changedSince(held, { ...now, inTheWay: [] }, []);

describe('a sealed bundle beside one that would be made now', () => {
  it('says nothing where both are the same', () => {
    const held = bundle([item('AB/1'), item('MG6C/1')], [{ form: 'MG12', version: 1 }]);
    expect(since(held, held)).toEqual(SAME);
  });

  it('names what may go and is not in it, and what is in it and would not go', () => {
    const held = bundle([item('AB/1'), item('AB/2')]);
    const now = bundle([item('AB/2'), item('AB/3')]);
    expect(since(held, now)).toEqual({ ...SAME, notIn: ['AB/3'], wouldNotGo: ['AB/1'] });
  });

  it.each([
    [{ label: 'AB/7' }, 'it is called AB/7 now'],
    [{ description: 'A woman at the door' }, 'its description is another'],
    [{ producer: 'A Neighbour' }, 'its producer is another'],
    [{ decisionId: 'another' as DecisionId }, 'it was decided about again'],
    [{ redactionId: 'copy' as RedactionId }, 'another copy of it was chosen'],
  ])('says of %j that %s', (other, what) => {
    expect(since(bundle([item('AB/1')]), bundle([item('AB/1', other)]))).toEqual({
      ...SAME,
      otherwise: [{ label: 'AB/1', what: [what] }],
    });
  });

  it('says that what went as a redacted copy goes whole now', () => {
    const held = bundle([item('AB/1', { redactionId: 'copy' as RedactionId })]);
    expect(since(held, bundle([item('AB/1')])).otherwise).toEqual([
      { label: 'AB/1', what: ['it goes whole'] },
    ]);
  });

  it('names forms of another version, and those that fit the decisions no more', () => {
    const held = bundle(
      [],
      [
        { form: 'MG12', version: 1 },
        { form: 'MG6C', version: 2 },
        { form: 'MG6D', version: 3 },
      ],
    );
    const now = bundle(
      [],
      [
        { form: 'MG6C', version: 3 },
        { form: 'MG6D', version: 3 },
      ],
    );
    expect(since(held, now).forms).toEqual([
      { form: 'MG12', version: 1, now: null },
      { form: 'MG6C', version: 2, now: 3 },
    ]);
  });

  it('says what stands in the way of making it again: of the whole, and of what it holds', () => {
    const held = bundle([item('AB/1')]);
    const inTheWay = [
      { clipId: null, why: 'The prosecutor endorsed it otherwise.' },
      { clipId: 'clip of AB/1' as ClipId, why: 'Its copy was refused.' },
      { clipId: 'clip of AB/2' as ClipId, why: 'It is not locked yet.' },
    ];
    expect(changedSince(held, { ...held, inTheWay }, ['AB/1'])).toEqual({
      ...SAME,
      inTheWay: ['The prosecutor endorsed it otherwise.', 'Its copy was refused.'],
      refused: ['AB/1'],
    });
  });
});
