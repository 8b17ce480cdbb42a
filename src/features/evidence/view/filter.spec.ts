import { countedState, pictureOf } from './filter';

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

describe('whether what matches is counted anyway', () => {
  it.each([
    ['waiting', { state: 'waiting' }],
    ['declined', { state: 'declined', words: undefined, from: undefined }],
    [undefined, { state: 'waiting', words: 'door' }],
    [undefined, { state: 'erased' }],
    [undefined, {}],
  ] as const)('%s', (counted, filter) => {
    expect(countedState(filter)).toBe(counted);
  });
});
