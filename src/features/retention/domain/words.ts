import type { RuleId } from './rules';

const CPIA = 'Criminal Procedure and Investigations Act 1996, Code of Practice, section 5(b)';

/** What a rule is called, and where it comes from. */
export const RULE_WORDS: Readonly<Record<RuleId, { readonly text: string; readonly source: string }>> = {
  'hold-on-investigation': { text: 'A hold on the investigation', source: 'Set by an officer' },
  'hold-on-item': { text: 'A hold on this item, or on what would go with it', source: 'Set by an officer' },
  'no-outcome': { text: 'No outcome has been recorded', source: CPIA },
  'investigation-open': { text: 'The investigation or its proceedings go on', source: CPIA },
  decision: { text: 'Until the decision, the acquittal or the end of the case', source: CPIA },
  'six-months': { text: 'Six months from the conviction', source: CPIA },
  custody: { text: 'Until release from custody or discharge from hospital', source: CPIA },
  appeal: {
    text: 'Until the appeal, or the application to the review commission, is determined',
    source: CPIA,
  },
  'force-policy': {
    text: 'The force’s review group, from the outcome, or from the day on which it came if that is later',
    source: 'Authorised Professional Practice: Management of police information; the force’s own table',
  },
  'store-lock': { text: 'The lock of the store', source: 'Object Lock of the stored files' },
  reviewed: { text: 'A review said to keep it', source: 'Recorded by an officer' },
  bundle: { text: 'It is in a bundle that has not been revoked', source: 'Disclosure' },
  'items-of-link': { text: 'With the last item that came by the link', source: 'The items’ own rules' },
  'notice-owed': {
    text: 'The victim, or a parent, is still to be told',
    source: 'Police, Crime, Sentencing and Courts Act 2022, Chapter 3A of Part 2',
  },
  'link-ended': { text: 'Some days after the link ended', source: 'The force’s own setting' },
};
