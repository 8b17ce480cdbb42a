import type { BundleExhibit, MakerSeal } from './bundle-json';
import { checkMakerSeal } from './maker-seal-facts';

const SEAL: MakerSeal = {
  integrity: 'changed',
  trust: 'trusted',
  manifest: 'a'.repeat(64),
  certificate: 'b'.repeat(64),
};
const exhibit = (makerSeal?: MakerSeal): BundleExhibit => ({
  ...{ ref: 'AB/1', description: '', producer: '', clip: '', viewing: [], custody: '' },
  ...(makerSeal && { makerSeal }),
});

it('accepts what the log states, and a summary that says nothing', () => {
  expect(() => checkMakerSeal(exhibit(SEAL), { ...SEAL, fault: 'content' })).not.toThrow();
  expect(() => checkMakerSeal(exhibit(), { ...SEAL })).not.toThrow();
  expect(() => checkMakerSeal(exhibit(), undefined)).not.toThrow();
});

it.each([
  ['integrity', 'unchanged'],
  ['trust', 'no-list'],
  ['manifest', 'c'.repeat(64)],
  ['certificate', null],
])('refuses a summary with another %s than the log', (field, value) => {
  expect(() => checkMakerSeal(exhibit({ ...SEAL, [field]: value }), { ...SEAL })).toThrow(
    'of AB/1: wrong-summary',
  );
});

it('refuses a seal of which the log says nothing', () => {
  expect(() => checkMakerSeal(exhibit(SEAL), undefined)).toThrow();
});
