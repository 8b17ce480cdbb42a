import { BUNDLE_KINDS } from '../../domain/bundle';
import { mayReceive, RECIPIENT_KINDS, recipientsOf } from './recipient';

it('gives a prosecution bundle to the prosecutor and to nobody else', () => {
  expect(RECIPIENT_KINDS.filter((recipient) => mayReceive(recipient, 'prosecution'))).toEqual(['cps']);
});

it('gives the court no bundle that was made for one side', () => {
  expect(BUNDLE_KINDS.filter((kind) => mayReceive('court', kind))).toEqual(['court', 'order']);
});

it('lets every bundle go to somebody', () => {
  for (const kind of BUNDLE_KINDS) expect(recipientsOf(kind).length).toBeGreaterThan(0);
});
