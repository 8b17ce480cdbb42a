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

const told = (...events: [type: string, detail: Record<string, string | null>][]): RedactionFacts => {
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
