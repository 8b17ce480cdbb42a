import type { BundleExhibit } from '../bundle/bundle-json';
import type { HistoryEvent } from './history';
import { sameRecordings } from './same';
import { startHere } from './start-here';

const event = (type: string, more: Partial<HistoryEvent>): HistoryEvent => ({
  ...{ seq: 1, at: '2026-03-12T09:00:00.000Z', type, actor: 'service' },
  ...{ detail: {}, opened: {}, withheld: [], repudiated: false },
  ...more,
});
const master = (sha256: string, more: Partial<HistoryEvent> = {}): HistoryEvent =>
  event('master-defined', { detail: { sha256 }, ...more });
const better = (replaces: string | null): HistoryEvent => event('original-linked', { opened: { replaces } });
const item = (ref: string, ...history: HistoryEvent[]) => ({ exhibit: { ref, clip: `id-${ref}` }, history });

describe('items that are one recording', () => {
  it('are those of one file, and a better version of one of them', () => {
    const items = [
      item('AB/1', master('aa')),
      item('AB/2', master('bb')),
      item('AB/3', master('aa')),
      item('AB/4', master('cc'), better('id-AB/3')),
    ];
    expect(sameRecordings(items)).toEqual(['AB/3, AB/4', '', 'AB/1, AB/4', 'AB/1, AB/3']);
  });

  it('are also those that are both a better version of what is not here', () => {
    expect(sameRecordings([item('1', better('gone')), item('2', better('gone'))])).toEqual(['2', '1']);
  });

  it('are not those that were taken apart again, or joined by what nobody stands by', () => {
    const apart = [item('1', master('aa')), item('2', better('id-1'), better(null))];
    const repudiated = [item('1', master('aa')), item('2', master('aa', { repudiated: true }))];
    expect(sameRecordings(apart)).toEqual(['', '']);
    expect(sameRecordings(repudiated)).toEqual(['', '']);
  });

  it('are three by name and the others by number, however many there are', () => {
    const items = Array.from({ length: 9 }, (_, at) => item(String(at + 1), master('aa')));
    const said = sameRecordings(items);
    expect([said[0], said[8]]).toEqual(['2, 3, 4 and 5 more', '1, 2, 3 and 5 more']);
  });

  it('name each other on the page of the bundle', () => {
    const exhibit = (number: number): BundleExhibit => ({
      ...{ ref: `AB/${number}`, description: 'Front door', producer: '', clip: `id-${number}`, viewing: [] },
      custody: `data/custody/AB-${number}`,
    });
    const exhibits = [exhibit(1), exhibit(2), exhibit(3)];
    const histories = new Map(
      ['aa', 'bb', 'aa'].map((sha256, at) => [`data/custody/AB-${at + 1}`, [master(sha256)]] as const),
    );
    const bundle = {
      urn: '13AB0000126',
      kind: 'court',
      number: 1,
      sealedAt: '2026-03-12T09:00:00.000Z',
    } as const;
    const page = startHere(
      { ...bundle, v: 1, folder: 'x', exhibits, schedules: [], keyFingerprint: 'f' },
      histories,
      '',
    );
    expect(page.match(/<dt>The same recording as<\/dt><dd>[^<]*/gu)).toEqual([
      '<dt>The same recording as</dt><dd>AB/3',
      '<dt>The same recording as</dt><dd>AB/1',
    ]);
  });

  it('are not those of which nothing is recorded', () => {
    expect(sameRecordings([item('1'), item('2')])).toEqual(['', '']);
  });
});
