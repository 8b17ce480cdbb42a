import type { ClipId } from '../../../kernel/ids';
import { sha256Hex } from '../../../kernel/ids';
import { checkOf, isWhole, sendProblem, type DraftClip } from './clip';

const a = sha256Hex('a'.repeat(64));
const b = sha256Hex('b'.repeat(64));
const clip = (part: Partial<DraftClip>): DraftClip => ({
  id: '00000000-0000-4000-8000-000000000000' as ClipId,
  state: 'verified',
  fileName: 'clip.mp4',
  size: 1,
  reserved: 0,
  deviceSha256: a,
  storedSha256: a,
  kind: 'video/mp4',
  ...part,
});

describe('the check of a clip', () => {
  it('compares what the device had with what is stored', () => {
    expect(checkOf({ deviceSha256: a, storedSha256: a })).toBe('same');
    expect(checkOf({ deviceSha256: a, storedSha256: b })).toBe('differs');
    expect(checkOf({ deviceSha256: null, storedSha256: b })).toBe('stored-only');
    expect(checkOf({ deviceSha256: a, storedSha256: null })).toBe('waiting');
  });
});

describe('sending a draft', () => {
  it('needs a clip', () => expect(sendProblem([])).toBe('empty'));
  const half = clip({ state: 'receiving', storedSha256: null });
  it('waits for the first clip that is whole', () => expect(sendProblem([half])).toBe('still-receiving'));
  it.each([
    ['still arriving', half],
    ['that arrived differently', clip({ storedSha256: b })],
    ['with nothing in it', clip({ size: 0 })],
  ])('is not held up by one %s, which stays behind', (_name, other) => {
    expect(sendProblem([clip({}), other])).toBeUndefined();
    expect(sendProblem([other], 1)).toBeUndefined();
    expect(isWhole(other)).toBe(false);
  });
  it('is never one of nothing but an empty file', () =>
    expect(sendProblem([clip({ size: 0 })])).toBe('empty'));
  it('stops at a clip that arrived differently', () =>
    expect(sendProblem([clip({ storedSha256: b })])).toBe('differs'));
  it('does not wait for the check, which goes on by itself', () =>
    expect(sendProblem([clip({ state: 'received', storedSha256: null })])).toBeUndefined());
  it('takes a clip from a device that made no fingerprint', () =>
    expect(sendProblem([clip({ deviceSha256: null })])).toBeUndefined());
});
