import type { OTHERS, SET_UP_BY, DECIDES } from '../../../features/consent';
import type { MAY_AGREE } from '../../../features/invitations';

type Answers<Values extends readonly string[]> = Readonly<Record<Exclude<Values[number], 'left'>, string>>;

/** Between the code and the notice: what leaving means, who sees the doorbell, who decides. */
export const START = {
  exit: {
    title: 'How to leave quickly',
    button: 'At the top of every page is a button: “Exit this page”.',
    does: [
      'Press it and another website opens at once. You can also press the Shift key three times.',
      'You are signed out. Nobody can go back to your pages without your code.',
      'What you have saved here stays safe. You can come back later.',
    ],
    doesNotHeading: 'What it does not do',
    doesNot: [
      'It does not clear your history. Your phone still lists that this website was open.',
      'It does not stop a spy program, if someone has put one on your phone.',
    ],
    worried: 'Are you worried about that? Then use a phone or computer that the person cannot reach.',
    understood: 'I understand',
  },
  questions: { title: 'A few questions' },
  setUp: {
    title: 'Who set up your doorbell?',
    hint: 'You can leave this out.',
    answers: {
      me: 'I did',
      together: 'I did, with someone else',
      'someone-else': 'Someone else did',
      unknown: 'I don’t know',
    } satisfies Answers<typeof SET_UP_BY>,
  },
  others: {
    title: 'Can anyone else sign in to your doorbell?',
    hint: 'You can leave this out.',
    answers: {
      nobody: 'No, only me',
      someone: 'Yes, someone else can',
      unknown: 'I don’t know',
    } satisfies Answers<typeof OTHERS>,
  },
  advice: {
    title: 'Before you change anything',
    because: {
      someone: 'Someone else can sign in to your doorbell.',
      nobody: 'Someone else helped to set up your doorbell.',
      unknown: 'Someone else may be able to sign in to your doorbell.',
    },
    mayHeading: 'What that person may be able to do',
    may: [
      'See who comes and goes, even while it happens.',
      'See which clips you open or save in the app.',
      'Delete clips.',
    ],
    mayNot: 'They cannot see what you do on this website by looking at the doorbell.',
    wait: 'Do not lock them out just yet. It may tell them that you know. Think first about what they might do then.',
    canHeading: 'What you can do',
    can: [
      'Talk to the person who gave you the link. Plan together when to change the password, and how to stay safe.',
      'Save the clips that matter first. You can do that without changing anything in the app.',
      'When the time is right: change the password, remove other people in the app, and turn on the code by text message.',
    ],
    never: 'We never sign in to your doorbell. You do not need to tell us your password.',
  },
  decides: {
    title: 'Who decides about this?',
    hint: 'The law asks this.',
    answers: {
      self: 'I am 18 or older, and I decide',
      child: 'I am under 18',
      helped: 'I am 18 or older, and someone helps me decide things',
      unsure: 'I don’t know',
    } satisfies Answers<typeof DECIDES>,
    choose: 'Choose one. “I don’t know” is an answer too.',
  },
  who: {
    title: 'Who agrees for you?',
    law: {
      child: 'The law says that someone older has to agree with you.',
      helped: 'The law says that a person who helps you has to agree.',
    },
    notThem: 'It must not be anyone you are worried about. It must not be anyone from the police.',
    is: 'This person is',
    // Police, Crime, Sentencing and Courts Act 2022 s.38.
    relations: {
      parent: 'A parent or guardian',
      care: 'Someone from the council that looks after me',
      'social-worker': 'A social worker',
      attorney: 'Someone who can sign for me by law (power of attorney)',
      deputy: 'Someone a court chose for me (a deputy)',
      adult: 'Another adult, because none of these can',
    } satisfies Record<(typeof MAY_AGREE)['child' | 'helped'][number], string>,
    name: 'Their name',
    agrees: 'This person knows about it and agrees',
    notYet: 'I don’t know, or not yet',
    without: 'Without this you can still write your diary and add files. You just cannot send them yet.',
    chooseWho: 'Choose who agrees.',
    tick: 'Tick the box when this person knows about it and agrees.',
  },
} as const;
