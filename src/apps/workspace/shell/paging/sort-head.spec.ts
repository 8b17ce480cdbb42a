import { sortHead } from './sort-head';

type Sort = 'oldest' | 'newest' | 'name';
const day = (present: Sort) =>
  sortHead<Sort>(present, { up: 'oldest', down: 'newest' }, (sort) => `?${sort}`);
const name = (present: Sort) => sortHead<Sort>(present, { up: 'name' }, (sort) => `?${sort}`);

describe('the head of a column', () => {
  it('asks for its order, and for the other way round where the list is in it', () => {
    expect(day('name')).toEqual({ sorted: 'none', href: '?oldest' });
    expect(day('oldest')).toEqual({ sorted: 'ascending', href: '?newest' });
    expect(day('newest')).toEqual({ sorted: 'descending', href: '?oldest' });
  });

  it('asks for nothing more where its order goes one way alone', () => {
    expect(name('oldest')).toEqual({ sorted: 'none', href: '?name' });
    expect(name('name')).toEqual({ sorted: 'ascending', href: undefined });
  });
});
