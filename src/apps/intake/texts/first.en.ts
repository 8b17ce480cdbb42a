import { plural } from './plural';

/** What a doorbell or its maker may soon remove. No sentence says that a clip is still there. */
export const FIRST = {
  title: 'What to save first',
  intro: [
    'Doorbells remove old clips by themselves. We cannot look into yours. So we do not know what is still there.',
    'Nothing here is a promise. Makers change how long they keep a clip. So can anyone who shares your app.',
  ],
  look: 'Look at these first',
  nothing: 'There is nothing in your diary that needs a clip. If something happened, look in the app today.',
  more: plural('{count} more', '{count} more'),
  copy: 'A copy that you added. The clip in the app would be better.',
  loss: {
    soon: '{name} may remove it from about {date}, or sooner if you chose that. It may already be gone.',
    late: '{name} may have removed it on about {date}. It may still be there, so please look.',
    past: 'By now {name} has most likely removed it. You can still look.',
    open: 'We do not know the day. It may already be gone, so look soon.',
    noFigure: {
      soon: 'We do not know how long {name} keeps it. It may already be gone, so look soon.',
      late: 'We do not know how long {name} keeps it. It may be gone by now. Please look.',
    },
    noMake: {
      soon: 'Many doorbells remove it from about {date}, and some much sooner. It may already be gone.',
      late: 'Many doorbells have removed it by now, but not all. It may still be there, so please look.',
    },
  },
  howTo: 'How to save it',
  kept: 'How long clips are often kept',
  noMake: 'We do not know which doorbell you have. Here are some.',
  others: 'Other doorbells',
  figures: {
    usual: '{name} often keeps a clip for about {span}, unless you chose otherwise. It may already be gone.',
    // One or the other may be left open.
    from: 'It can be as short as {span}.',
    upTo: 'It can be as long as {span}.',
    unknown: 'We do not know how long {name} keeps a clip. It may already be gone, so look today.',
    plan: 'How long {name} keeps a clip is up to the plan you pay for. It may already be gone.',
    fills: 'A card or a box at home removes the oldest clips when it is full.',
    page: 'We read this on {date} at {page}.',
    noPage: 'On {date} we found no page from the maker that says this. Please check in your app.',
    operator: 'The people who run this service told us this.',
  },
  steps: 'How to save a clip',
  ask: 'Ask for a copy to be kept',
  noAsk: 'We found no place where you can ask the maker to keep a copy. Save the clip yourself.',

  letter: {
    title: 'Ask {name} to keep a copy',
    back: 'Back to what to save first',
    intro: [
      'Here is a letter that you can use. We do not send it. Nobody sends it but you.',
      'It can take weeks, and they may say no. So save the clip yourself today, if you can.',
    ],
    careHeading: 'Before you send it',
    care: [
      'Who else can read the e-mail of the account? The answer may go there. If it is not safe, do not send it.',
      'The one whose account it is has to ask.',
      'The letter says nothing of the police, or of why you ask. You may add it, or leave it out.',
    ],
    label: 'The letter',
    hint: 'Fill in the gaps and change what you like. We do not keep it. To copy it, press on the text for a while.',
    save: 'Save as a file',
    saveHint: 'The file stays on this phone or computer until you delete it. Others who use it may see it.',
    where: 'Where to send it',
    at: 'Start at {page}. Look for a word like “privacy” or “my data”.',
    read: 'We looked there on {date}. It may have changed.',
    inEnglish: 'The letter is in English, so that the maker can read it.',
  },
} as const;
