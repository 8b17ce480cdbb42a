import type { Advice, ClockAnswer, Deletion, MomentProblem, TimeCandidate } from '../../../features/footage';
import { plural } from './plural';

const PACKED =
  'This is a folder packed into one file. Open it on your phone or computer, and add the clips that are in it.';

/** Every text about where a file comes from, its time and how long the doorbell keeps it. */
export const FOOTAGE = {
  aboutTitle: 'About this file',
  aboutLink: 'About this file',
  back: 'Back to your files',

  advice: {
    heading: 'Do you have a better one?',
    nothing: 'This file looks fine. There is nothing for you to do.',
    notYet: 'We are still checking this file. You do not have to wait.',
    kept: 'We keep this file all the same. If you find a better one, add it too. We keep both.',
    stepsOf: 'Steps for {name}',
    stepsOfAny: 'Steps for each doorbell',
    hint: {
      whatsapp: 'This looks like a copy from WhatsApp. There may be a better one in your doorbell’s app.',
      'screen-recording':
        'This looks like a film of a screen. There may be a better one in your doorbell’s app.',
      'iphone-library': 'Your phone may have changed this file on its way here.',
      edited: 'This file looks changed or cut. If you have the whole clip, you can add it too.',
      'changed-by-phone': 'Your phone may have changed this file on its way here.',
      encrypted: 'We cannot open this file yet. Your own phone may be able to.',
      unplayable: 'It may be cut short. You can save it again on your phone, and add the new one too.',
      'cut-short': 'It may not have been saved to its end. You can save it again, and add the new one too.',
      archive: PACKED,
    },
    why: {
      whatsapp:
        'WhatsApp makes a new, smaller file. It also takes out the time. The clip in your doorbell’s app is better.',
      'screen-recording':
        'A film of a screen is a new file. Small things can be lost. The clip in your doorbell’s app is better.',
      'iphone-library':
        'The photo library of an iPhone makes a new file. To keep the file as it is, first save it to “Files”. Then press “Choose Files” here.',
      edited: 'A part may be missing, or it was saved again in another app. The whole clip is better.',
      'changed-by-phone':
        'The photo library of an iPhone makes a new file. To keep the file as it is, first save it to “Files”. Then press “Choose Files” here.',
      encrypted:
        'Ring can lock a clip so that only your own phone opens it. Save the clip again with the Ring app on that phone.',
      unplayable:
        'It may have been cut short when it was saved. You can save it again and add the new one too.',
      'cut-short':
        'The file stops before its end. Often that happens when a phone is full or the line breaks. Save the clip again from the app, and add the new one too.',
      archive: PACKED,
    },
  } satisfies {
    readonly hint: Readonly<Record<Advice['kind'], string>>;
    readonly why: Readonly<Record<Advice['kind'], string>>;
    readonly [text: string]: unknown;
  },

  times: {
    heading: 'What the file says about the time',
    nothing: 'The file does not say when it was made. That is fine.',
    from: {
      overlay: 'The picture says',
      'file-name': 'The name says',
      container: 'Inside the file it says',
      'apple-creationdate': 'The phone wrote',
      exif: 'The camera wrote',
      'file-date': 'Last saved',
      'her-answer': 'By what you told us',
      'clock-check': 'By the clock that you compared',
      'learned-offset': 'By the clock that you compared',
      upload: 'You added it',
    },
    sent: 'It was sent in a chat',
    screen: 'The screen was filmed',
    encoded: 'The file was made again',
    on: '{day}, {clocks}',
    about: 'about {time}',
    bothNote: 'The file does not say if this is UK time. So it can be either of these times.',
    notEvent: 'This is not the time when it happened.',
  } satisfies {
    readonly from: Readonly<Record<TimeCandidate['source'], string>>;
    readonly [text: string]: unknown;
  },

  tell: {
    heading: 'Only you may know',
    optional: 'It can help. You can leave all of it, or answer “I don’t know”.',
  },

  clock: {
    heading: 'The clock of your doorbell',
    question: 'Was the clock on the doorbell right?',
    answers: { yes: 'Yes', no: 'No', unknown: 'I don’t know' } satisfies Record<ClockAnswer, string>,
    checkLabel: 'What time does your doorbell’s app show now?',
    checkHint: 'Look at the live picture. Write the time that you see, like 21:05. You can leave this empty.',
    save: 'Save',
    saved: 'You said: {answer}.',
    right: 'You compared the clock. It was right, give or take a minute or two.',
    fast: 'You compared the clock. It was about {span} fast.',
    slow: 'You compared the clock. It was about {span} slow.',
  },

  make: {
    question: 'Which doorbell is it from?',
    hint: 'Then we can show you how to get a better one, and how long it is kept. You do not have to answer.',
    other: 'Another make',
    unknown: 'I don’t know',
    save: 'Save',
  },

  picture: {
    heading: 'Is there a time in the picture?',
    hint: 'Many doorbells show the day and the time in a corner. You do not have to look at the clip again. You can leave this empty.',
    day: 'The day',
    dayHint: 'For example 27 3 2026.',
    parts: { day: 'Day', month: 'Month', year: 'Year' },
    time: 'The time',
    timeHint: 'For example 21:05, or 21:05:30.',
    save: 'Save',
    wrong: {
      'no-such-day': 'There is no such day. Check the day, month and year. Or leave it all empty.',
      'not-a-time': 'Write the time like 21:05. Or leave it all empty.',
      'in-the-future': 'That day has not come yet. Check the day, month and year.',
    } satisfies Record<MomentProblem, string>,
  },

  countdown: {
    heading: 'How long your doorbell keeps it',
    diaryHeading: 'How long your doorbell keeps its own copies',
    diaryWhy: 'What you added stays here. This only matters if you want to save a clip again.',
    lastDay: '{name} may remove its copy within a day, on {date}.',
    kept: plural(
      '{name} often keeps its copy for about {count} day more, until {date}. It may already be gone.',
      '{name} often keeps its copy for about {count} days more, until {date}. It may already be gone.',
    ),
    maybeGone: '{name} may have removed its copy on {date}. It may still be there, so you can look.',
    gone: 'By now {name} has most likely removed its copy.',
    longer: plural(
      'If this was changed in the app, it can be up to {count} day.',
      'If this was changed in the app, it can be up to {count} days.',
    ),
    safe: 'The file that you added here stays here.',
    unknown: {
      make: 'We do not know which doorbell it is from. Many doorbells remove clips after about 30 days.',
      retention: 'We do not know how long this doorbell keeps a clip. Many remove clips after about 30 days.',
      time: 'We do not know when the clip was made. Many doorbells remove clips after about 30 days.',
    } satisfies Record<Extract<Deletion, { kind: 'unknown' }>['because'], string>,
  },

  better: {
    heading: 'Is this a better one of a file you gave before?',
    label: 'Choose the other file',
    nothing: 'No, it is a new clip',
    save: 'Save',
    kept: 'We keep both.',
  },
} as const;
