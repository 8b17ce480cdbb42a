import type { ExhibitId, ExhibitRef, Sha256Hex } from '../../../kernel/ids';
import { labelCode, labelText, producingParagraph } from './domain';

const hash = 'ab'.repeat(32);
const exhibit = {
  id: 'x' as ExhibitId,
  reference: 'AB/1' as ExhibitRef,
  urn: '13/1/26',
  producerName: 'Ann Bell',
  description: 'a recording of the front door. ',
  size: 42,
  sha256: hash as Sha256Hex,
};

describe('the papers of an exhibit', () => {
  it('name the statement that was typed', () =>
    expect(labelText(exhibit.reference, { name: 'Ann Bell', date: '1 March 2026' })).toBe(
      'Exhibit AB/1, referred to in the statement of Ann Bell dated 1 March 2026',
    ));
  it('leave lines to fill where nothing was typed', () =>
    expect(labelText(exhibit.reference, { name: '', date: '' })).toMatch(
      /^Exhibit AB\/1, referred to in the statement of _+ dated _+$/,
    ));
  it('code the reference and the hash with letters that make a small code', () => {
    expect(labelCode(exhibit)).toBe(`AB/1 SHA-256:${hash.toUpperCase()}`);
    expect(labelCode(exhibit)).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
  });
  it('draft the paragraph that produces it', () =>
    expect(producingParagraph(exhibit)).toBe(
      `I produce a digital file of 42 bytes (a recording of the front door), whose SHA-256 is ${hash}, marked AB/1.`,
    ));
  it.each([
    '\u202ea recording\r\nof the\u2028front door.\n',
    '\u2067\u2066a recording of\tthe \u202bfront door',
  ])(
    'draft it as one sentence in which no mark of the description turns the hash or the reference: %j',
    (description) =>
      expect(producingParagraph({ ...exhibit, description })).toBe(producingParagraph(exhibit)),
  );
  it('leave a description that is read from the right as it was typed', () =>
    expect(producingParagraph({ ...exhibit, description: 'رجل عند الباب\u200f' })).toContain(
      '(رجل عند الباب\u200f)',
    ));
});
