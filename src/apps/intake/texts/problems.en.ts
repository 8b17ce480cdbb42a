import type { ClockSkew } from '../../../custody';
import type { AgreementMissing, FirstStepsMissing } from '../../../features/consent';
import type { EntryChanged, IncidentSent, TooManyIncidents } from '../../../features/diary';
import type { NotAMoment, NotATime } from '../../../features/footage';
import type {
  EntryDelayed,
  EntryRefused,
  NoticeNotConfirmed,
  OwnCodeNeeded,
  PageChanged,
  RequestChanged,
  SessionEnded,
  WrongOwnCode,
} from '../../../features/invitations';
import type {
  ClipDiffers,
  ClipTooLarge,
  DifferentSize,
  InvitationFull,
  NothingToSend,
  StillReceiving,
  TooManyClips,
} from '../../../features/submissions';
import type { NotFound } from '../../../kernel/errors';
import type { ObjectTooLarge, StorageFull } from '../../../platform/object-store';

/** Every refusal of the domain that a public page can meet: one without a text does not compile. */
type Refused = InstanceType<
  | typeof ClockSkew
  | typeof AgreementMissing
  | typeof FirstStepsMissing
  | typeof EntryChanged
  | typeof IncidentSent
  | typeof TooManyIncidents
  | typeof NotATime
  | typeof NotAMoment
  | typeof EntryDelayed
  | typeof EntryRefused
  | typeof NoticeNotConfirmed
  | typeof OwnCodeNeeded
  | typeof PageChanged
  | typeof RequestChanged
  | typeof SessionEnded
  | typeof WrongOwnCode
  | typeof ClipDiffers
  | typeof ClipTooLarge
  | typeof DifferentSize
  | typeof InvitationFull
  | typeof NothingToSend
  | typeof StillReceiving
  | typeof TooManyClips
  | typeof NotFound
  | typeof ObjectTooLarge
  | typeof StorageFull
>['code'];

/** What is said when something cannot be done. */
export const PROBLEMS = {
  title: 'That did not work',
  missingTitle: 'This page is not here',
  number: 'If you ask for help, this number helps to find out what happened:',
  named: '{name}: {reason}',

  of: {
    'agreement-missing':
      'Before you send, we need to know who agrees. You can also ask the person who gave you the link.',
    'clock-skew':
      'Our clock is wrong, so we cannot take this now. Nothing you sent has been lost. Please try again later.',
    'first-steps-missing': 'Please answer the questions at the start first.',
    'entry-changed': 'This was changed on another page or device since. We have kept what is there.',
    'incident-sent': 'This has been sent, so it cannot be changed. You can add to it instead.',
    'too-many-incidents':
      'You can have at most {limit} entries that are not sent. Send these first, then add more.',
    'not-a-time': 'Write the time with numbers, like 21:05. You can also leave it empty.',
    'not-a-moment': 'This is not a day and a time.',
    'entry-delayed':
      'There were too many tries. Please wait {time}, then enter your code again. What you have saved is safe. If you cannot wait, ask the person who gave you the link for a new code.',
    'entry-refused':
      'The link and the code do not fit together. Check the code and try again, or ask for a new link.',
    'notice-not-confirmed': 'Please read and confirm the notice first.',
    'own-code-needed': 'Enter your own code first.',
    'request-changed': 'What we ask you has changed. Please read it again.',
    'page-changed': 'This page has changed. Please read it again.',
    'wrong-own-code':
      'This is not the right code. Look at it again. After a few tries you have to wait some minutes.',
    'session-ended': 'You are signed out. Open your link again and enter your code.',
    'clip-differs': 'One file did not arrive as it was on your device. Remove it and add it again.',
    'clip-too-large': 'This file is too large. One file can have at most {limit}.',
    'different-size': 'The file has not arrived whole yet.',
    'invitation-full':
      'There is no room for more. All your files together can have at most {limit}. Please tell the person who gave you the link.',
    'nothing-to-send': 'There is nothing to send yet.',
    'still-receiving': 'A file has not arrived whole yet. Wait until it has, or remove it.',
    'too-many-clips': 'You can send at most {limit} files at once. Send these first, then add more.',
    'not-found': 'It may have been removed, or the address is not quite right. You did nothing wrong.',
    'object-too-large': 'This file is too large.',
    'storage-full': 'There is no room for this file at the moment. Please try again later.',
  } satisfies Record<Refused, string>,
  more: {
    'page-first': 'Another page comes first.',
    'broken-upload': 'The line broke before all of it was here. Please add the file again.',
    'cross-site-request':
      'This did not come from our own page. Go back, load the page again and try once more.',
    'invalid-input': 'Some of the answers need another look.',
    'too-much-from-here':
      'Too much is coming from your connection at once. Nothing you sent has been lost. Wait a little, then try again.',
    'too-many-bodies':
      'Too many files are on their way at once. Wait until some of them are here, then go on.',
    'service-away':
      'A part of our service does not work at the moment. Nothing you sent has been lost. Please try again in a few minutes.',
    'service-busy': 'We are busy. Nothing you sent has been lost. Please try again in a moment.',
    unavailable: 'The file cannot be fetched at the moment. Please try again in a few minutes.',
  },
  byStatus: {
    '400': 'We could not understand this. Please go back and try again.',
    '403': 'This cannot be done from here.',
    '404': 'It may have been removed, or the address is not quite right. You did nothing wrong.',
    '408': 'This took too long to arrive. Please try again, where the line is better if you can.',
    '409': 'Something has changed here since. Please go back and look again.',
    '413': 'That is too much for one page. Please make it shorter, or send it in parts.',
    '429': 'Please wait a little, then try again.',
    '503': 'We are busy or being updated. Please try again in a moment.',
  },
  other: 'Something went wrong on our side. Nothing you sent has been lost. Please try again.',
} as const;
