import { sameAsAwaited, type ChosenFile } from './chosen';

const file = (given: Partial<ChosenFile> = {}): ChosenFile => ({
  name: 'clip.mp4',
  size: 4_000,
  fileDate: new Date('2026-03-01T22:15:00Z'),
  fingerprint: 'a'.repeat(64),
  ...given,
});

describe('a file that is chosen again', () => {
  it.each([
    ['the very same', {}, true],
    ['renamed', { name: 'clip (1).mp4' }, true],
    ['renamed, with another date', { name: 'clip (1).mp4', fileDate: new Date(0) }, false],
    ['renamed, without a date', { name: 'clip (1).mp4', fileDate: null }, false],
    ['saved again, with another date', { fileDate: new Date(0) }, true],
    ['of another size', { size: 4_001 }, false],
    ['another one of the same name, size and date', { fingerprint: 'b'.repeat(64) }, false],
    ['of a device that makes no fingerprint', { fingerprint: null }, true],
    ['of such a device, and of another name', { fingerprint: null, name: 'other.mp4' }, false],
    ['of such a device, and of another date', { fingerprint: null, fileDate: new Date(0) }, false],
    ['of such a device, without a date', { fingerprint: null, fileDate: null }, true],
  ])('%s', (_name, given, known) => {
    expect(sameAsAwaited([file()], file(given)) !== undefined).toBe(known);
  });

  it('is never another empty one', () => {
    const empty = file({ size: 0 });
    expect(sameAsAwaited([empty], { ...empty, name: 'other.mp4' })).toBeUndefined();
    expect(sameAsAwaited([empty], empty)).toBe(empty);
  });

  it('is the one of its own name, when two have the same bytes', () => {
    const awaited = [file({ name: 'a.mp4' }), file({ name: 'b.mp4' })];
    expect(sameAsAwaited(awaited, file({ name: 'b.mp4' }))).toBe(awaited[1]);
  });
});
