import fc from 'fast-check';
import { UNCANONICAL } from '../../../test/support/uncanonical';
import { uuidV7 } from '../../kernel/ids';
import { canonicalise } from './canonical-json';
import { NO_RECORD, recordHash, recordText, type LogRecord } from './record';
import { checkRecord, type ChainEnd } from './record-check';
import type { BadEvent } from './verdict';

const SUBJECT = 'service:lintel';
const START = Date.UTC(2026, 0, 1);

function chain(length: number): LogRecord[] {
  const records: LogRecord[] = [];
  let prev = NO_RECORD;
  for (let seq = 1; seq <= length; seq += 1) {
    const at = new Date(START + seq * 1000).toISOString();
    const event = canonicalise({
      v: 1,
      id: uuidV7(START + seq),
      at,
      type: 'viewed',
      commit: {},
      detail: { seq },
    });
    const record = { subject: SUBJECT, seq, prev, event };
    records.push(record);
    prev = recordHash(recordText(record));
  }
  return records;
}

/** The first bad event of a chain, as a reader of an export finds it. */
function walk(records: readonly LogRecord[]): BadEvent | undefined {
  let end: ChainEnd | undefined;
  for (const record of records) {
    const checked = checkRecord(record, end);
    if ('bad' in checked) return checked.bad;
    end = { seq: record.seq, hash: checked.good.hash, at: checked.good.event.at };
  }
  return undefined;
}

const chainAndPlace = fc
  .integer({ min: 2, max: 12 })
  .chain((length) => fc.tuple(fc.constant(length), fc.integer({ min: 0, max: length - 2 })));

describe('the chain of a subject', () => {
  it('holds as it was written', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 12 }), (length) => walk(chain(length)) === undefined));
  });

  it('breaks right after any record that was changed', () => {
    fc.assert(
      fc.property(chainAndPlace, ([length, place]) => {
        const records = chain(length).map((record, at) =>
          at === place ? { ...record, event: record.event.replace('"viewed"', '"erased"') } : record,
        );
        expect(walk(records)).toMatchObject({ seq: place + 2, what: 'chain-broken' });
      }),
    );
  });

  it('names any record that was left out, but for the last', () => {
    fc.assert(
      fc.property(chainAndPlace, ([length, place]) => {
        expect(walk(chain(length).toSpliced(place, 1))).toMatchObject({ seq: place + 1, what: 'missing' });
      }),
    );
  });

  it('names a record that comes twice', () => {
    fc.assert(
      fc.property(chainAndPlace, ([length, place]) => {
        const records = chain(length);
        const twice = records.toSpliced(place, 0, ...records.slice(place, place + 1));
        expect(walk(twice)).toMatchObject({ seq: place + 1, what: 'inserted' });
      }),
    );
  });

  it.each([
    ['spaces', (text: string) => text.replace(',', ', ')],
    ['another version', (text: string) => text.replace('"v":1', '"v":2')],
    ['no time', (text: string) => text.replace('"at"', '"on"')],
    ['no JSON', () => 'viewed'],
  ])('takes no event with %s for canonical', (_, spoil) => {
    const [record] = chain(1).map((one) => ({ ...one, event: spoil(one.event) }));
    expect(record && walk([record])).toMatchObject({ seq: 1, what: 'malformed' });
  });

  it.each(UNCANONICAL)(
    'names the event in which a forger put %s, and that its bytes are others',
    (_, text) => {
      const [record] = chain(1).map((one) => ({
        ...one,
        event: one.event.replace('"seq":1', `"seq":${text}`),
      }));
      if (record === undefined) throw new Error('no record');
      expect(walk([record])).toMatchObject({ seq: 1, what: 'malformed' });
      const { hash = '' } = chain(1).map((one) => ({ hash: recordHash(recordText(one)) }))[0] ?? {};
      expect(checkRecord(record, undefined, { hash })).toMatchObject({ bad: { seq: 1, what: 'altered' } });
    },
  );
});
