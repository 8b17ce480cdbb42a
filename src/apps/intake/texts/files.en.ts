import type { UploadTexts } from '../browser/shared/upload-texts';

/** Every text of the list of files that is not in its page. */
export const FILES = {
  states: {
    partial: 'Only part of this file is here. Choose the same file again to go on.',
    waiting: 'It is here. We are checking it.',
    checked: 'It is here, whole and checked.',
    changed: 'This file changed on its way to us. That can happen. Please remove it and add it again.',
  },
  sameHere: 'This is the same file as “{name}”. You can keep both.',
  sameSent: 'You have sent this file before. You can send it again. It does no harm.',
  choose: 'Choose a file first.',
} as const;

const WRONG: UploadTexts['wrong'] = {
  empty: 'There is nothing in this file. Please get it again from your doorbell’s app, then add the new one.',
  shortcut: 'This only points to a file. Open it, save the clip on your device, then add the clip.',
  placeholder: 'This file is still in iCloud. Open it once so that it comes to your device, then add it.',
  photo: 'This is a photo. You can keep it. If there is a clip of it too, add that as well.',
  document: 'This does not look like a clip. You can keep it if you want to.',
};

/** What the page's script says. */
export const UPLOAD: UploadTexts = {
  wrong: WRONG,
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
  here: '{name} is here.',
  removed: 'Removed.',
  noConnection: 'There is no connection. Please try again.',
  unreadable: 'Your device cannot read this file any more. It may have moved. Please choose it again.',
  onceMore: 'We are getting {name} once more. You do not have to do anything.',
  progressOf: 'Progress of {name}',
  progressSaid: '{name}: {percent}%.',
  signedOut: 'You are signed out. Open your link again and enter your code. What is here stays here.',
  elseWrong: 'Something went wrong on our side. Please try again.',
};
