import type { Channel, Report, ReportState, ReportStep } from '../../../../features/consent';

export const KIND_WORDS: Readonly<Record<Report['kind'], string>> = {
  pressured: 'Felt pressured',
  stopped: 'Stopped, and what was not sent is erased',
};

export const STATE_WORDS: Readonly<Record<ReportState, readonly [words: string, colour: string]>> = {
  new: ['New', 'govuk-tag--red'],
  'taken-up': ['Taken up', 'govuk-tag--yellow'],
  spoke: ['Spoken to', 'govuk-tag--blue'],
  'passed-on': ['Passed on', 'govuk-tag--blue'],
  closed: ['Closed', 'govuk-tag--grey'],
};

/** What can be done after it was taken up. */
export const STEP_CHOICES: readonly {
  readonly value: ReportStep;
  readonly text: string;
  readonly hint: { readonly text: string };
}[] = [
  {
    value: 'spoke',
    text: 'I spoke to the person, in the safe way',
    hint: { text: 'Only supervisors who may see this report read what you write.' },
  },
  {
    value: 'passed-on',
    text: 'Pass something on to the officers of the case',
    hint: {
      text: 'They are shown exactly what you write here, with your name in the log. They see nothing else of this report.',
    },
  },
  {
    value: 'closed',
    text: 'Close it',
    hint: { text: 'Write what was done and why that is enough. More can be added later.' },
  },
];

export const CHANNELS_IN_WORDS: Readonly<Record<Channel, string>> = {
  none: 'No contact at all',
  'in-person': 'In person',
  phone: 'By phone',
  text: 'By text message',
  email: 'By email',
  advocate: 'Through an advocate',
};

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
