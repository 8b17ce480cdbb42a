/** What a neighbour is asked: their own footage, freely given. */
export const STREET = {
  personName: 'Nia Bour',
  organisation: '',
  asked: 'Clips of the street on 3 November, 20:00 to 23:00.',
  reason: 'They may show a car that we look for.',
  ask: 'Ask Sam on 0191 496 0000.',
};

/** Who agrees for a child and is neither its parent nor its carer, as an officer records it. */
export const AGREED = {
  whom: 'child',
  relation: 'adult',
  nobodyCloser: 'The mother is abroad',
  ownViews: 'sought',
  ownViewsWords: 'The boy wants to help',
  parent: 'later',
  parentWords: 'She calls on Monday',
} as const;

/** The test for information about the victim, as an officer records it. */
export const TESTED = {
  enquiry: 'Whether he wrote to her at work',
  necessity: 'Nobody else has the messages',
  alternatives: 'The victim has no copy',
  views: 'sought',
  viewsWords: 'She agrees',
  told: 'before',
  toldWords: 'Letter handed over on Monday',
} as const;
