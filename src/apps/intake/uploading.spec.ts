import { randomUUID } from 'node:crypto';
import { sha256Hex, type ClipId } from '../../kernel/ids';
import { Elsewhere } from './browser/lib/elsewhere';
import type { ServerFile } from './browser/lib/api';
import { Listed } from './browser/lib/listed';
import { Pace } from './browser/lib/pace';
import { SecondTry } from './browser/lib/second-try';
import { timeLeft } from './browser/lib/time-left';
import { holdsNothing, wrongKind } from './browser/shared/wrong-kind';
import { sameFiles } from './same-file';
import { ENGLISH_TEXTS } from './texts/en-texts';
import { UPLOAD } from './texts/files.en';

describe('a file that is no clip', () => {
  it.each([
    ['Clip - Shortcut.lnk', 300, 'shortcut'],
    ['Ring.webloc', 200, 'shortcut'],
    ['.RingVideo_20260301_221500.mp4.icloud', 180, 'placeholder'],
    ['clip.mp4', 0, 'empty'],
    ['IMG_0001.HEIC', 2_000_000, 'photo'],
    ['statement.pdf', 90_000, 'document'],
    ['Clips.ZIP', 9_000_000, 'archive'],
    ['clips.7z', 9_000_000, 'archive'],
    ['clips.rar', 9_000_000, 'archive'],
    ['letter.docx', 90_000, 'document'],
    ['RingVideo_20260301_221500.MP4', 4_000_000, undefined],
    ['record.ts', 4_000_000, undefined],
    ['no extension', 1, undefined],
  ])('%s is known by its name and size', (name, size, kind) => {
    expect(wrongKind(name, size)).toBe(kind);
  });

  it('is taken all the same when there is something in it', () => {
    expect(
      ['photo', 'document', 'archive', 'empty', 'shortcut', 'placeholder'].map((kind) =>
        holdsNothing(kind as 'photo'),
      ),
    ).toEqual([false, false, false, true, true, true]);
  });
});

describe('a file that another page brings', () => {
  const at = (arrivedBytes: number, { state = 'partial', size = 200 } = {}) => ({
    ...{ id: 'a', name: 'clip.mp4', size, arrivedBytes, state, words: 'Choose it again', hint: '' },
    ...{ goes: false, about: '' },
  });
  const words = (told: Elsewhere, file: ReturnType<typeof at>, now: number) =>
    told.told([file], now).map((one) => [one.state, one.words])[0];

  it('is said to be added as long as more of it comes', () => {
    const told = new Elsewhere('Adding: {percent}%', [at(20)]);
    expect(words(told, at(20), 1_000)).toEqual(['partial', 'Choose it again']);
    expect(words(told, at(50), 2_000)).toEqual(['coming', 'Adding: 25%']);
    expect(words(told, at(50), 31_999)).toEqual(['coming', 'Adding: 25%']);
    expect(words(told, at(50), 32_000)).toEqual(['partial', 'Choose it again']);
    expect(words(told, at(101), 33_000)).toEqual(['coming', 'Adding: 50%']);
    expect(words(told, at(200, { state: 'waiting' }), 34_000)).toEqual(['waiting', 'Choose it again']);
  });

  it('is known only by two looks, and by a size', () => {
    const told = new Elsewhere('Adding: {percent}%', []);
    expect(words(told, at(20), 1_000)).toEqual(['partial', 'Choose it again']);
    expect(words(told, at(10), 2_000)).toEqual(['partial', 'Choose it again']);
    expect(words(told, at(30, { size: 0 }), 3_000)).toEqual(['partial', 'Choose it again']);
  });
});

describe('the list as the page knows it', () => {
  const file = (id: string, state: string, goes = false): ServerFile => ({
    ...{ id, name: `${id}.mp4`, size: 9, arrivedBytes: goes ? 9 : 1, state, words: '', hint: '' },
    ...{ goes, about: '' },
  });
  const arrived = (page: Listed, id: string): void =>
    page.arrived(file(id, 'waiting', true), new File(['123456789'], `${id}.mp4`));
  const listed = (...files: ServerFile[]) => new Listed('Adding: {percent}%', files, false);
  const told = ({ files }: Listed) => files.map(({ id, state, goes }) => [id, state, goes]);

  it('sends what it calls here, whatever an answer says that was asked for before', () => {
    const page = listed(file('a', 'chosen'), file('b', 'waiting', true));
    const asked = performance.now() - 1;
    arrived(page, 'a');
    arrived(page, 'new');
    const here = [
      ['a', 'waiting', true],
      ['b', 'checked', true],
      ['new', 'waiting', true],
    ];
    expect(page.take([file('a', 'partial'), file('b', 'checked', true)], false, asked)).toBe(true);
    expect([told(page), page.canSend]).toEqual([here, true]);
    expect(page.take([file('a', 'changed')], false, performance.now() + 1)).toBe(true);
    expect([told(page), page.canSend]).toEqual([[['a', 'changed', false]], false]);
  });

  it('believes no answer that was asked for before a newer one, or before something was taken out', () => {
    const page = listed();
    expect(page.take([file('a', 'checked', true)], true, 2)).toBe(true);
    expect(page.take([], false, 1)).toBe(false);
    page.settled();
    expect(page.take([], false, 3)).toBe(false);
    expect([told(page), page.canSend]).toEqual([[['a', 'checked', true]], true]);
  });
});

describe('speed and time left', () => {
  it('are not told before they can be known, and follow the last seconds alone', () => {
    const pace = new Pace();
    pace.add(0, 0);
    pace.add(1_000, 500_000);
    expect(pace.bytesPerSecond).toBeUndefined();
    for (let second = 2; second <= 40; second += 1)
      pace.add(second * 1_000, second < 20 ? second * 500_000 : 9_500_000 + (second - 19) * 100_000);
    expect(pace.bytesPerSecond).toBeCloseTo(100_000);
    pace.restart();
    expect(pace.bytesPerSecond).toBeUndefined();
  });

  it.each([
    [20, 'less than a minute'],
    [70, 'about a minute'],
    [600, 'about 10 minutes'],
    [4 * 3600, 'about 4 hours'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(timeLeft(UPLOAD, seconds)).toBe(words);
  });
});

describe('a file that changed or lost a part on its way', () => {
  it('goes again by itself twice, and a checked one never', () => {
    const tries = new SecondTry();
    const file = new File(['x'], 'x.mp4');
    const again = (['changed', 'partial', 'changed'] as const).map((state, turn) => {
      tries.arrived(String(turn), file, turn);
      expect(tries.told(String(turn), 'waiting', turn)).toBeUndefined();
      expect(tries.told(String(turn), 'coming', turn)).toBeUndefined();
      return tries.told(String(turn), state, turn)?.from;
    });
    expect(again).toEqual(['start', 'gap', undefined]);
    const good = new File(['y'], 'y.mp4');
    tries.arrived('good', good, 5);
    expect(tries.told('good', 'checked', 6)).toBeUndefined();
    expect(tries.told('good', 'changed', 7)).toBeUndefined();
  });

  it('is not judged by an answer to a question from before it was whole', () => {
    const tries = new SecondTry();
    const file = new File(['x'], 'x.mp4');
    tries.arrived('a', file, 100);
    expect(tries.isOld('a', 99)).toBe(true);
    expect(tries.told('a', 'partial', 99)).toBeUndefined();
    expect(tries.isOld('a', 101)).toBe(false);
    expect(tries.told('a', 'partial', 101)).toEqual({ file, from: 'gap' });
  });
});

describe('the same file twice', () => {
  const one = sha256Hex('1'.repeat(64));
  const two = sha256Hex('2'.repeat(64));
  const clip = (
    fileName: string,
    deviceSha256: typeof one | null,
    storedSha256: typeof one | null = null,
  ) => ({
    id: randomUUID() as ClipId,
    fileName,
    size: 9,
    deviceSha256,
    storedSha256,
  });

  it('is told of the later one, by what is stored or by what the device says, here or sent before', () => {
    const clips = [
      clip('a.mp4', one, one),
      clip('b.mp4', null, one),
      clip('c.mp4', two),
      clip('d.mp4', null),
    ];
    const said = sameFiles(ENGLISH_TEXTS, clips, [{ clips: [clip('old.mp4', null, two)] }]);
    expect(clips.map(({ id }) => said.get(id)?.slice(0, 26))).toEqual([
      undefined,
      'This is the same file as “a.mp4”'.slice(0, 26),
      'You have sent this file before'.slice(0, 26),
      undefined,
    ]);
  });
});
