import { filledIn, unknownPlaceholders, type Describable } from './placeholders';

const item: Describable = {
  eventAt: new Date('2026-10-26T21:14:03Z'),
  eventBy: 'chosen',
  seconds: 32,
  sentAt: new Date('2026-10-28T09:00:00Z'),
  make: 'Ring',
  added: false,
  sentBy: 'victim' as const,
  kind: undefined,
  reference: null,
};

describe('a description for many items', () => {
  it('is filled in from what is known of each', () => {
    expect(filledIn('Doorbell clip of {date}, {length}. {source}.', item)).toBe(
      'Doorbell clip of 26 October 2026, 0:32. Given by the victim; doorbell: Ring.',
    );
    // The victim sent the recording, and no frame of it.
    expect(filledIn('{source}', { ...item, exhibit: { reference: 'AB/1/2' } })).toBe(
      'Taken from a recording by an officer',
    );
    expect(filledIn('{source}', { ...item, sentBy: 'neighbour' })).toBe('Given by a third person');
    // The day of sending would be read as the day of the event; of what was written it is the day.
    expect(filledIn('Clip of {date}', { ...item, eventAt: null })).toBe('Clip of a date that is not known');
    expect(filledIn('{date}', { ...item, eventAt: null, kind: 'Chronology' })).toBe('28 October 2026');
    expect(filledIn('{when}', { ...item, eventAt: null })).toBe('Time not known; sent 28 October 2026');
    expect(filledIn('{source} ({reference})', { ...item, kind: 'Chronology' })).toBe(
      'Chronology (no reference)',
    );
  });

  it('says which names in braces stand for nothing', () => {
    expect(unknownPlaceholders('A man at {date} {tme} {}')).toEqual(['tme', '']);
    expect(unknownPlaceholders('No braces at all')).toEqual([]);
  });

  it('says which braces nothing closes', () => {
    expect(unknownPlaceholders('A man at {date, {length}')).toEqual(['{date, ']);
    expect(unknownPlaceholders('A man at date}, {length}')).toEqual(['}, ']);
  });
});
