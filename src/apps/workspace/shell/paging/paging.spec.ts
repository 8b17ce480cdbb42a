import { pagedOf } from './paging';

const rows = ['a', 'b', 'c'].map((id) => ({ id }));
const itself = <Row>(row: Row): Row => row;

describe('the pages of a list', () => {
  it('go on after the last row that is shown, and keep what was looked for', () => {
    const page = pagedOf(
      rows,
      { path: '/list', after: undefined, query: { q: 'x y', team: '' }, perPage: 2 },
      itself,
    );
    expect(page.items).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect([page.next, page.first]).toEqual(['/list?q=x+y&after=b', undefined]);
  });

  it('lead back to the first one, and nowhere from the last', () => {
    const page = pagedOf(rows, { path: '/list#notes', after: 'z', name: 'notes', perPage: 3 }, itself);
    expect([page.next, page.first]).toEqual([undefined, '/list#notes']);
  });

  it('name their list where a page has several', () =>
    expect(
      pagedOf(rows, { path: '/list#notes', after: undefined, name: 'notes', perPage: 1 }, itself).next,
    ).toBe('/list?notes=a#notes'));
});
