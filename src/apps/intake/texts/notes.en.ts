/** Short words from an officer about a file that the victim sent. They say nothing of a case. */
export const NOTES = {
  heading: 'A note for you',
  listed: 'There is a note for you in here.',
  'not-needed':
    'Thank you for this file. It is not needed for now. It is kept safe. It was right to send it.',
  'have-it': 'Thank you for this file. The same one is here from before. You did nothing wrong.',
  'cannot-use': 'Thank you for this file. It could not be used. That is not your fault. It is kept safe.',
  'ask-original':
    'Thank you for this file. It is a copy. If you still have the file from your doorbell, it would help. You do not have to look for it.',
  steps: 'How to save it from your doorbell',
  all: 'Notes for you',
  noHurry: 'You do not have to do anything. A note that you put away is still with what you sent.',
  seeSent: 'See what you sent',
  putAway: 'Put this note away',
} as const;
