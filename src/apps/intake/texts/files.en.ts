import type { UploadTexts } from '../browser/shared/upload-texts';
import { FOOTAGE } from './footage.en';

const NOTHING_IN_IT =
  'There is nothing in this file. Please get it again from your doorbell’s app, then add the new one.';

/** Every text of the list of files that is not in its page. */
export const FILES = {
  states: {
    chosen: 'This file is not here yet. Choose it again to add it.',
    partial: 'Only part of this file is here. Choose the same file again to go on.',
    empty: NOTHING_IN_IT,
    waiting: 'It is here. We are checking it.',
    checked: 'It is here, whole and checked.',
    stored: 'It is here. We have read all of it.',
    doubtful: 'It is here, but we cannot open it. You can still send it.',
    cut: 'It is here, but its end seems to be missing. You can still send it.',
    changed: 'This file changed on its way to us. That can happen. Please remove it and add it again.',
  },
  sameHere: 'This is the same file as “{name}”. You can keep both.',
  sameSent: 'You have sent this file before. You can send it again. It does no harm.',
  choose: 'Choose a file first.',
} as const;

const WRONG: UploadTexts['wrong'] = {
  empty: NOTHING_IN_IT,
  shortcut: 'This only points to a file. Open it, save the clip on your device, then add the clip.',
  placeholder: 'This file is still in iCloud. Open it once so that it comes to your device, then add it.',
  photo: 'This is a photo. You can keep it. If there is a clip of it too, add that as well.',
  document: 'This does not look like a clip. You can keep it if you want to.',
  archive: FOOTAGE.advice.hint.archive,
};

/** What the page's script says. */
export const UPLOAD: UploadTexts = {
  wrong: WRONG,
  pictures: {
    show: 'Show pictures',
    hide: 'Hide pictures',
    shown: 'The pictures are there now.',
    hidden: 'The pictures are gone.',
    none: 'No picture',
    hint: [
      'Your device makes these pictures. They are not sent and not kept.',
      'You see them for files that you added since you opened this page. Some kinds of file have none. That does not mean that something is wrong with them.',
    ],
  },
  noting: 'We are noting down that you chose this file.',
  notingOffline: 'We could not note this file down yet, as there is no connection. Please stay on this page.',
  queued: 'Waiting for its turn.',
  adding: 'Adding: {percent}%',
  addingPace: 'Adding: {percent}%. {speed} a second, {left} left.',
  lessThanMinute: 'less than a minute',
  oneMinute: 'about a minute',
  minutes: 'about {count} minutes',
  hours: 'about {count} hours',
  pause: 'Pause',
  goOn: 'Go on',
  tryAgain: 'Try again',
  paused: 'Paused at {percent}%.',
  connectionGone: 'The connection is gone. It goes on by itself when the connection is back.',
  fingerprint: 'It is here. Your device makes its fingerprint.',
  fileHere: '{name} is here.',
  removed: 'Removed. You can put it back until you send.',
  putBack: 'It is back.',
  noConnection: 'There is no connection. Please try again.',
  unreadable: 'Your device cannot read this file any more. It may have moved. Please choose it again.',
  onceMore: 'We are getting {name} once more. You do not have to do anything.',
  progressOf: 'Progress of {name}',
  progressSaid: '{name}: {percent}%.',
  here: '{here} of {all} are here.',
  allHere: 'All {all} are here.',
  oneHere: 'Your file is here.',
  leave: 'You can leave now and come back later with your link and code. What is here stays here.',
  left: 'Time left: {left}.',
  stay: 'Please stay on this page until the rest is here. If you have to leave, nothing is lost: you see here which files to choose again.',
  notNoted: 'Please stay on this page: we have not noted down all your files yet.',
  again: 'Please choose these files again:',
  later: 'You can also do this later. This list stays here.',
  total: 'Progress of all files',
  signedOut: 'You are signed out. Open your link again and enter your code. Then you see what is here.',
  elseWrong: 'Something went wrong on our side. Please try again.',
};
