/** Words that many pages share. */
export const COMMON = {
  error: 'Please look at this',
  /** Before the title of a page with a mistake; nothing else is said there. */
  errorTitle: 'Error: ',
  step: 'Step {number} of {all}',
  back: 'Back',
  backToDiary: 'Back to your diary',
  goToDiary: 'Go to your diary',
  goOn: 'Continue',
  save: 'Save',
  yes: 'Yes',
  no: 'No',
  unknown: 'I don’t know',
  mayBeEmpty: 'You can leave this empty.',
  goOnToSend: 'Go on to send',
  onceMore: 'You see everything once more before it is sent.',
  noGoBack: 'No, go back',
} as const;
