import { filterHistory, pageOfHistory, peopleIn, readFilter } from './history-filter';
import type { HistoryLine } from '../../shell/history/history-view';

const line = (seq: number, at: string, category: string, who: string): HistoryLine => ({
  seq,
  id: String(seq),
  at,
  category,
  what: 'Viewed',
  who,
  whoKey: who.toLowerCase(),
  hash: '',
  signed: true,
  facts: [],
});

const lines = [
  line(1, '2026-03-01T23:59:59.999Z', 'collection', 'Lintel'),
  line(2, '2026-03-02T00:00:00.000Z', 'consultation', 'Ann'),
  line(3, '2026-03-03T12:00:00.000Z', 'consultation', 'Ben'),
];
const shown = (query: object): number[] => filterHistory(lines, readFilter(query)).map(({ seq }) => seq);

describe('the filter of a history', () => {
  it('shows everything when nothing is asked', () => expect(shown({})).toEqual([1, 2, 3]));
  it('asks for a kind of handling', () => expect(shown({ category: 'consultation' })).toEqual([2, 3]));
  it('asks for a person', () => expect(shown({ who: 'ben' })).toEqual([3]));
  it('takes both days whole', () => expect(shown({ from: '2026-03-02', until: '2026-03-02' })).toEqual([2]));
  it('passes over what is no day', () => expect(shown({ from: 'yesterday', who: ['x'] })).toEqual([1, 2, 3]));
  it('names everybody once', () =>
    expect(peopleIn([...lines, ...lines]).map(({ text }) => text)).toEqual(['Lintel', 'Ann', 'Ben']));
});

describe('the pages of a history', () => {
  const page = (after?: string): number[] => pageOfHistory(lines, after, 1).map(({ seq }) => seq);
  it('have one line more where there is more', () => expect(page()).toEqual([1, 2]));
  it('go on after the last line of the one before', () => expect(page('2')).toEqual([3]));
  it('begin again after what is no line of it', () => expect(page('9')).toEqual([1, 2]));
});
