import { formatBytes } from '../../../platform/http';
import { addressPieces, Formats, telephones } from './formats';

const english = new Formats('en-GB');
const german = new Formats('de');
const arabic = new Formats('ar-EG');

describe('numbers, sizes, dates and lists of a language', () => {
  it('are those of the officers’ pages in English', () => {
    expect(english.bytes(4_123_456)).toBe('4.1 MB');
    expect(english.exactBytes(1)).toBe('1 byte');
    expect(english.exactBytes(4_123_456)).toBe('4123456 bytes');
    expect(english.date('2026-11-24T12:00:00Z')).toBe('24 November 2026');
    expect(english.dateTime('2026-07-14T21:15:00Z')).toBe('14 July 2026 at 22:15:00 BST');
    expect(english.month('2026-03')).toBe('March 2026');
    expect(english.clocks(['2026-07-14T21:05:00Z'])).toEqual(['22:05']);
    expect(english.span(65)).toBe('1 hour and 5 minutes');
    expect(english.span(0)).toBe('0 minutes');
    expect(english.either(['21:05', '22:05'])).toBe('21:05 or 22:05');
  });

  it.each([0, 1, 999, 1000, 1049, 99_949, 99_950, 999_499, 999_500, 2 ** 31, 5e15])(
    'write %d bytes as the officers’ pages do',
    (bytes) => expect(english.bytes(bytes)).toBe(formatBytes(bytes)),
  );

  it('are its own in any other', () => {
    expect(german.number(1234.5)).toBe('1.234,5');
    expect(german.bytes(1_500_000)).toBe('1,5 MB');
    expect(german.bytes(1)).toBe('1\u00a0Byte');
    expect(german.date('2026-11-24T23:30:00Z')).toBe('24. November 2026');
    expect(german.span(125)).toBe('2 Stunden und 5 Minuten');
    expect(german.either(['21:05', '22:05'])).toBe('21:05 oder 22:05');
    expect(arabic.number(12)).toBe('١٢');
    expect(arabic.month('2026-03')).toBe('مارس ٢٠٢٦');
  });

  it.each([
    [65, '1 awr a 5 munud'],
    [61, '1 awr ac 1 munud'],
    [122, '2 awr a 2 funud'],
    [68, '1 awr ac 8 munud'],
    [70, '1 awr a 10 munud'],
    [71, '1 awr ac 11 munud'],
    [80, '1 awr a 20 munud'],
  ])('say “and” in Welsh as the number behind it is read: %d', (minutes, text) =>
    expect(new Formats('cy').span(minutes)).toBe(text),
  );

  it('tell the time of the place where it happened', () => {
    expect(german.dateTime('2026-07-14T21:15:00Z')).toMatch(/^14\. Juli 2026 um 22:15:00 /);
  });

  it.each([
    ['ar', '14 يناير 2026 في 9:15:00 م غرينتش'],
    ['ar-EG', '١٤ يناير ٢٠٢٦ في ٩:١٥:٠٠ م غرينتش'],
    ['cy', '14 Ionawr 2026 am 21:15:00 GMT'],
    ['pl', '14 stycznia 2026 21:15:00 GMT'],
    ['ro', '14 ianuarie 2026 la 21:15:00 GMT'],
    ['uk', '14 січня 2026 р. о 21:15:00 GMT'],
    ['ur', '14 جنوری، 2026 کو 9:15:00 PM GMT'],
  ])('name Greenwich’s time without an offset of nothing, as people do: %s', (tag, text) => {
    const format = new Formats(tag);
    expect(format.dateTime('2026-01-14T21:15:00Z').replaceAll(/\s/g, ' ')).toBe(text);
    const october = format.clocks(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']);
    expect(october.filter((clock) => /[+-][0٠۰]$/.test(clock))).toEqual([]);
    expect(new Set(october).size).toBe(2);
  });

  it('keep the two passings of October’s double hour apart', () => {
    const twice = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'];
    expect(english.clocks(twice)).toEqual(['01:30 BST', '01:30 GMT']);
    expect(new Set(german.clocks(twice)).size).toBe(2);
  });
});

describe('addresses', () => {
  it.each([
    ['See https://drop.example/check?code=a_b.', 'See https://|drop|.example/|check|?code|=a|_b.'],
    [
      'Write to the-team.of@force.police.example, please.',
      'Write to the-|team|.of|@force|.police|.example, please.',
    ],
    ['It must be drop.police.example:8443/i', 'It must be drop|.police|.example|:8443/|i'],
    ['drop.example', 'drop|.example'],
    ['Nothing. Call 0808 2000 247. End', 'Nothing. Call 0808 2000 247. End'],
    ['', ''],
  ])('end a line at a sign, never within a word: %s', (text, pieces) => {
    expect(addressPieces(text)).toEqual(pieces.split('|'));
    expect(addressPieces(text).join('')).toBe(text);
  });
});

describe('telephone numbers', () => {
  it('stand whole, so that their groups are not reversed among words from the right', () => {
    expect(telephones('خط المساعدة: 0808 2000 247، ليلًا')).toBe('خط المساعدة: 0808\u00a02000\u00a0247، ليلًا');
    expect(telephones('Victim Support: 0808 16 89 111')).toBe(
      'Victim Support: 0808\u00a016\u00a089\u00a0111',
    );
    expect(telephones('خط +44 20 7946 0000')).toBe('خط \u2066+44\u00a020\u00a07946\u00a00000\u2069');
  });

  it('are told from other numbers', () => {
    for (const text of ['Call 999. 101 is another', 'on 27 3 2026, 3 times', 'call 101'])
      expect(telephones(text)).toBe(text);
  });
});
