import type { Registered } from '../../../../features/scheme';

export const STATE_WORDS: Readonly<Record<Registered['state'], readonly [words: string, colour: string]>> = {
  out: ['With the victim', 'govuk-tag--green'],
  returned: ['Returned', 'govuk-tag--grey'],
  lost: ['Lost', 'govuk-tag--orange'],
  replaced: ['Replaced', 'govuk-tag--grey'],
  withdrawn: ['Withdrawn', 'govuk-tag--red'],
};

export const CHANGE_WORDS: Readonly<Record<Registered['change'], string>> = {
  given: 'Given out',
  corrected: 'Corrected',
  returned: 'Returned',
  lost: 'Lost',
  replaced: 'Replaced by another',
  found: 'Found again',
  withdrawn: 'Withdrawn from the register',
};

export const FATE_WORDS = {
  returned: 'It came back',
  lost: 'It is lost, stolen or broken',
  found: 'It is with the victim after all',
  withdrawn: 'It should never have been registered',
} as const;
