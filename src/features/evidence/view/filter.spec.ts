import { pictureOf } from './filter';

const ready = { erased: false, lost: false, locked: true, proxy: 'made' } as const;

describe('what there is to see of an item', () => {
  it.each([
    ['ready', {}],
    ['undecodable', { proxy: 'failed' }],
    ['making', { proxy: null }],
    ['locking', { locked: false, proxy: null }],
    ['lost', { lost: true }],
    ['lost', { lost: true, locked: false }],
    ['erased', { erased: true, lost: true }],
  ] as const)('is %s', (picture, facts) => {
    expect(pictureOf({ ...ready, ...facts })).toBe(picture);
  });
});
