import type { JsonObject } from '../../kernel/json';
import type { BundleExhibit } from './bundle-json';
import { RedactionFacts } from './redaction-facts';

const [COPY, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];
const file = (kind: string, sha256: string) => ({
  kind,
  path: `data/viewing/AB-1/${kind}.mp4`,
  sha256,
  size: 1,
});
const exhibit = (more: Partial<BundleExhibit>): BundleExhibit =>
  ({ ref: 'AB/1', viewing: [file('redacted-copy', COPY)], ...more }) as BundleExhibit;

const told = (...events: [type: string, detail: JsonObject][]): RedactionFacts => {
  const facts = new RedactionFacts();
  for (const [type, detail] of events) facts.see(type, detail);
  return facts;
};
const MADE: [string, Record<string, string>] = ['redaction-rendered', { redaction: 'one', sha256: COPY }];
const APPROVED: [string, Record<string, string>] = ['redaction-approved', { redaction: 'one', sha256: COPY }];
const CHOSEN: [string, Record<string, string>] = ['redaction-chosen', { redaction: 'one' }];

describe('a bundle for the defence or the court', () => {
  it('may hold the approved copy that was chosen, and nothing else of the recording', () => {
    expect(() => told(MADE, APPROVED, CHOSEN).check(exhibit({}))).not.toThrow();
    const original = file('original', OTHER);
    expect(() => told(MADE, APPROVED, CHOSEN).check(exhibit({ original }))).toThrow();
    expect(() => told(MADE, APPROVED, CHOSEN).check(exhibit({ viewing: [file('proxy', OTHER)] }))).toThrow();
  });

  it('may hold no copy that was not approved, or was refused since', () => {
    expect(() => told(MADE, CHOSEN).check(exhibit({}))).toThrow();
    const refused = told(MADE, APPROVED, CHOSEN, ['redaction-refused', { redaction: 'one', sha256: COPY }]);
    expect(() => refused.check(exhibit({}))).toThrow();
  });

  it('may hold the whole recording once that was chosen again', () => {
    const whole = told(MADE, APPROVED, CHOSEN, ['redaction-chosen', { redaction: null }]);
    expect(() => whole.check(exhibit({ viewing: [file('proxy', OTHER)] }))).not.toThrow();
  });
});

describe('an extract in a bundle', () => {
  const PART = { reference: 'AB/1/2', from: 10, to: 20 };
  const asked = (redaction: string | null): [string, JsonObject] => [
    'extract-asked',
    { extract: 'part', redaction },
  ];
  const EXTRACT: [string, JsonObject] = [
    'extract-made',
    { extract: 'part', sha256: COPY, first: { frame: 10, pts: 0 }, last: { frame: 20, pts: 9 } },
  ];
  const GONE_THROUGH: [string, JsonObject] = ['extract-approved', { extract: 'part', sha256: COPY }];
  const TO_GO: [string, JsonObject] = ['redaction-chosen', { redaction: 'part' }];
  const alone = exhibit({ viewing: [{ ...file('extract', COPY), extract: PART }] });

  it('may go alone once it was approved and chosen', () => {
    const facts = told(asked(null), EXTRACT, GONE_THROUGH, TO_GO);
    expect(() => facts.check(alone)).not.toThrow();
    expect(() => facts.checkTold(alone)).not.toThrow();
    expect(() => facts.check(exhibit({ viewing: [file('proxy', OTHER)] }))).toThrow();
    expect(() => told(asked(null), EXTRACT, TO_GO).check(alone)).toThrow();
  });

  it('of a redaction may not go once that was refused', () => {
    const MASKED = 'c'.repeat(64);
    const source: [string, JsonObject] = ['redaction-approved', { redaction: 'one', sha256: MASKED }];
    const events = [source, asked('one'), EXTRACT, GONE_THROUGH, TO_GO];
    expect(() => told(...events).check(alone)).not.toThrow();
    const refused = told(...events, ['redaction-refused', { redaction: 'one', sha256: MASKED }]);
    expect(() => refused.check(alone)).toThrow();
  });

  it('is told as what it is, with the frames that the log says', () => {
    const facts = told(asked(null), EXTRACT);
    const other = { ...file('extract', COPY), extract: { ...PART, to: 21 } };
    expect(() => facts.checkTold(exhibit({ viewing: [other] }))).toThrow('frames of data/viewing');
    expect(() => facts.checkTold(exhibit({ viewing: [file('redacted-copy', COPY)] }))).toThrow();
    expect(() =>
      facts.checkTold(exhibit({ viewing: [{ ...file('extract', OTHER), extract: PART }] })),
    ).toThrow();
  });

  it('is told as one of those that gave the same bytes, and goes as the one that was chosen', () => {
    const again: [string, JsonObject][] = [
      ['extract-asked', { extract: 'again', redaction: null }],
      ['extract-made', { extract: 'again', sha256: COPY, first: { frame: 10 }, last: { frame: 20 } }],
    ];
    const facts = told(asked(null), EXTRACT, GONE_THROUGH, TO_GO, ...again);
    expect(() => facts.checkTold(alone)).not.toThrow();
    expect(() => facts.check(alone)).not.toThrow();
    const other = told(asked(null), EXTRACT, GONE_THROUGH, ...again, [
      'redaction-chosen',
      { redaction: 'again' },
    ]);
    expect(() => other.check(alone)).toThrow('not-for-this-kind');
  });
});
