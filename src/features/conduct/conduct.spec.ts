import { following } from './conduct';

const all = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const not =
  (...gone: string[]) =>
  ({ id }: { id: string }) =>
    !gone.includes(id);

describe('the next rows of a list', () => {
  it('stand after the last one of the page before', () =>
    expect(following(all, 2, 'b')).toEqual([{ id: 'c' }, { id: 'd' }]));
  it('stand there still when that one has gone from the list meanwhile', () =>
    expect(following(all, 2, 'b', not('a', 'b'))).toEqual([{ id: 'c' }, { id: 'd' }]));
  it('begin again where nobody knows it', () =>
    expect(following(all, 2, 'z', not('a'))).toEqual([{ id: 'b' }, { id: 'c' }]));
});
