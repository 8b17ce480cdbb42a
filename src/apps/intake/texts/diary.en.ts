import type { Detail, Question } from '../../../features/diary';
import { plural } from './plural';

/** Every text of her diary. */
export const DIARY = {
  home: {
    title: 'Your diary',
    intro: 'Add clips, write down what happened, or both. Only you see it until you press send.',
    write: 'Write something down',
    again: 'It has just happened again',
    againHint: 'This keeps the day and time of now.',
    notSent: 'Not sent yet',
    sent: 'Sent before',
    entry: 'Entry {number}',
    nothingWritten: 'Nothing written yet',
    when: 'When: {when}',
    clips: plural('{count} clip', '{count} clips'),
    sentOn: 'Sent on {date}',
    leave: 'You can leave now and come back later with your link and code. What you saved stays here.',
    other: 'Other things',
    help: 'How to save a clip from your doorbell',
    helper: 'Someone is helping me',
    account: 'Who else can see my doorbell',
    agreement: 'Who decides about this',
  },

  page: {
    kept: 'What you wrote is saved. You can change it here, or go on later.',
    // Until the page's script keeps what she writes, she has to do it herself.
    saveOften: 'Press save now and then: you are signed out after a while.',
    keeping: 'What you write is saved while you write. Only you can see it.',
    saved: 'Saved. Only you can see it.',
    noLine: 'There is no connection. Your words are on this page, and are saved when it is back.',
    signedOut: 'You are signed out. Press save: you get your last words back, so that you can copy them.',
    goOn: 'Save and go on',
    stopHere: 'Save and stop here for now',
    place:
      'Page {place} of {places}. You can leave any page empty. What you saved stays, also when you are signed out.',
  },
  titles: {
    what: 'What happened?',
    when: 'When did it happen?',
    who: 'Who do you think it was?',
    said: 'Was anything said?',
    more: 'What else do you remember?',
    order: 'Is there a court order?',
  } satisfies Record<Question, string>,
  what: {
    hint: 'Write it in your own words. It does not have to be good or complete.',
    unknown: 'I don’t know, or I can’t say it now',
  },
  when: {
    exact: 'I know the day',
    about: 'I know about when',
    day: 'Which day?',
    dayHint: 'For example 27 3 2026. Leave out what you do not know.',
    parts: { day: 'Day', month: 'Month', year: 'Year' },
    time: 'What time?',
    timeHint: 'For example 21:15 or 9pm. You can leave this empty.',
    words: 'Or in your own words',
    wordsHint: 'For example: after dark, in the week before my birthday.',
  },
  who: { hint: 'A name, or what they looked like, or how you knew. You do not need to be sure.' },
  said: {
    hint: 'Spoken, shouted, written or sent.',
    words: 'What was it, as you remember it?',
  },
  more: {
    hint: 'Fill in what you want. You can leave all of it empty.',
    fields: {
      where: {
        label: 'Where was it?',
        hint: 'For example: at my front door, on the way to school, by phone.',
      },
      seen: {
        label: 'Did anyone see or hear it?',
        hint: 'A name, or who they are: my sister, the man next door.',
      },
      effect: {
        label: 'What did it do to you, or make you change?',
        hint: 'For example: I could not sleep. I go another way to work. I do not open the door.',
      },
      before: {
        label: 'Did you tell anyone about it?',
        hint: 'The police, a doctor, at work, at school. A number they gave you helps, if you have one.',
      },
    } satisfies Record<Detail, { readonly label: string; readonly hint: string }>,
  },
  order: {
    hint: 'An order that tells this person to stay away or not to contact you. Bail rules count too.',
    words: 'Anything you know about it',
  },
  tooLong: 'This is too long to keep. Please make it shorter, or write the rest as a new entry.',
  wrong: {
    'no-such-date': 'There is no such day. Check the day, month and year.',
    'date-needed': 'Write the day, month and year. Or choose “about” or “I don’t know”.',
    'in-the-future': 'That day has not come yet. Check the date.',
    'no-such-time': 'Write the time like 21:15 or 9pm. Or leave it empty.',
  },

  lines: {
    questions: {
      what: 'What happened',
      when: 'When',
      who: 'Who it was',
      said: 'Was anything said',
      order: 'Is there an order',
    } satisfies Record<Exclude<Question, 'more'>, string>,
    details: {
      where: 'Where it was',
      seen: 'Who saw or heard it',
      effect: 'What it did to you',
      before: 'Whom you told',
    } satisfies Record<Detail, string>,
    more: 'What else you remember',
    left: 'Not answered',
    onlyAbout: 'About, no more is known',
    about: 'about {when}',
    dayAndTime: '{day} at {time}',
    both: '{one}. {other}',
  },

  entry: {
    written: 'What you wrote',
    sent: 'You sent this, so it cannot be changed any more. You can add to it.',
    change: 'Change',
    clips: 'Clips of this',
    notSent: '{name} (not sent yet)',
    moreClips: 'New clips for this',
    noneWaits: 'None yet.',
    noClips: 'None. That is fine.',
    choose: 'Choose clips for this',
    add: 'Add something to this',
    done: 'That is all for now',
    remove: 'Remove this entry',
    saved: 'It is saved. Nobody else can see it until you press send.',
  },
  clips: {
    title: 'Which clips belong to this?',
    hint: 'Choose any, or none. A clip without an entry is fine too.',
    elsewhere: 'It belongs to another entry now.',
    nothing: 'You have no clips here yet that are not sent.',
  },
  remove: {
    title: 'Remove this entry?',
    what: 'Nothing of it is kept. This cannot be undone. Its clips stay in your files.',
    yes: 'Yes, remove it',
    no: 'No, keep it',
  },
} as const;
