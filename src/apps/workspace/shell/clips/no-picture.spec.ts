import type { Rendition } from '../../../../features/evidence';
import type { UndecodableCode } from '../../../../platform/media';
import { noPictureOf } from './no-picture';

const failed = (code: string): Rendition => ({
  id: '' as Rendition['id'],
  kind: 'proxy',
  state: 'failed',
  objectKey: null,
  contentType: null,
  sha256: null,
  size: null,
  inputSha256: '' as Rendition['inputSha256'],
  recipe: {},
  facts: { code },
  why: 'The file is empty: it holds 0 bytes.',
  extract: null,
  madeAt: new Date(),
});
const CODES: readonly (UndecodableCode | 'check-failed' | 'tool-failed')[] = [
  ...([
    'empty',
    'not-media',
    'no-moov',
    'format-refused',
    'codec-refused',
    'no-streams',
    'no-picture',
    'all-hidden',
    'picture-refused',
    'picture-broken',
  ] as const),
  ...([
    'too-many-streams',
    'too-large',
    'too-long',
    'too-costly',
    'too-much-memory',
    'stalled',
    'check-failed',
    'tool-failed',
  ] as const),
];

describe('why there is no picture', () => {
  it.each(CODES)('is told for %s, with what it means and what can be done', (code) => {
    const told = noPictureOf([failed(code)]);
    expect(told?.why).toBe('The file is empty: it holds 0 bytes.');
    expect(told?.meaning).not.toBe('');
    expect(told?.next.length).toBeGreaterThan(0);
  });

  it('is told in general for a reason that is not known here', () =>
    expect(noPictureOf([failed('new')])?.next).toHaveLength(1));

  it('is not told where nothing has failed', () => {
    expect(noPictureOf([])).toBeUndefined();
    expect(noPictureOf([{ ...failed('x'), state: 'made' }])).toBeUndefined();
  });
});
