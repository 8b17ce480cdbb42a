import type { Make } from '../../../features/footage';

/** How to save a clip from one make of doorbell. Every step is one short sentence or two. */
export interface Help {
  readonly name: string;
  readonly steps: readonly string[];
  /** What is special about this make. */
  readonly notes: readonly string[];
}

export const HELP: Readonly<Record<Make | 'other', Help>> = {
  ring: {
    name: 'Ring',
    steps: [
      'Open the Ring app on your phone.',
      'Tap “History” on the first page. You may have to tap the three lines at the top first.',
      'Find the clip.',
      'Tap the three dots beside it, then tap “Download”.',
      'Wait until the app says that it is ready. Then save it. On an iPhone, choose “Save to Files”.',
    ],
    notes: [
      'Did you turn on “end-to-end encryption”? Then only your own phone can open the clip. Use that phone to save it.',
    ],
  },
  nest: {
    name: 'Google Nest',
    steps: [
      'Open the Google Home app on your phone.',
      'Tap the picture of your doorbell.',
      'Tap “History”, “Activity” or “Events” and find the clip. Tap it.',
      'Tap the three dots or the arrow, then tap “Download”.',
      'Wait until it is saved on your phone.',
    ],
    notes: [
      'A clip can take up to an hour to show in the app. If it is not there yet, look again later.',
      'An older Nest doorbell may use the Nest app. The steps are much the same there.',
    ],
  },
  blink: {
    name: 'Blink',
    steps: [
      'Open the Blink app on your phone.',
      'Tap “Clips” at the bottom.',
      'Find the clip and tap it.',
      'Tap the share button. It is a box with an arrow, or three dots joined by lines.',
      'Tap “Save”. On an iPhone, choose “Save to Files”.',
    ],
    notes: [
      'A clip that Blink has removed is gone for good.',
      'Do you have a USB stick in the Blink box? In the app, tap “Sync Module”, “Local Storage” and “Safe Eject”. Then put the stick in a computer. Look in the folder “blink_backup” and add the file from there.',
    ],
  },
  eufy: {
    name: 'eufy',
    steps: [
      'Open the eufy app on your phone.',
      'Tap “Events” or the picture of your doorbell.',
      'Find the clip and tap it.',
      'Tap the download button. It is an arrow that points down.',
      'Wait until it is saved on your phone.',
    ],
    notes: ['The clips are often kept in a box in your home. When the box is full, old clips are removed.'],
  },
  arlo: {
    name: 'Arlo',
    steps: [
      'Open the Arlo app on your phone.',
      'Tap “Feed” or “Library” at the bottom.',
      'Find the clip and tap it.',
      'Tap the download button. It is an arrow that points down.',
      'Wait until it is saved on your phone.',
    ],
    notes: [
      'Some older Arlo doorbells no longer keep clips for free.',
      'If you hear sound but see no picture, the file is still fine. Add it as it is.',
    ],
  },
  tapo: {
    name: 'Tapo',
    steps: [
      'Open the Tapo app on your phone.',
      'Tap your doorbell. Then tap “Playback & Download” or “Memories”.',
      'Find the clip and tap it.',
      'Tap “Download”. Wait until it is saved on your phone.',
      'Is there a memory card in the doorbell? You can also put the card in a computer and copy the file.',
    ],
    notes: ['Please do not change the name of the file. It says when the clip was made.'],
  },
  reolink: {
    name: 'Reolink',
    steps: [
      'Open the Reolink app on your phone.',
      'Tap your doorbell. Then tap “Playback”.',
      'Choose the day and find the clip.',
      'Choose the best picture. It may be called “Clear” or “High”.',
      'Tap the download button. Wait until it is saved on your phone.',
    ],
    notes: ['Please do not change the name of the file. It says when the clip was made.'],
  },
  other: {
    name: 'another make',
    steps: [
      'Open the app of your doorbell.',
      'Find the clip. It is often in a list called “History”, “Events” or “Clips”.',
      'Look for a word like “Download”, “Save” or “Export”. It may be behind three dots or an arrow.',
      'Tap it, and wait until the clip is saved.',
    ],
    notes: [
      'Please do not film the screen, and do not send the clip to yourself in a chat app. Both make a new file.',
    ],
  },
};

export const HELP_WORDS = {
  listTitle: 'How to save a clip from your doorbell',
  title: 'How to save a clip from {name}',
  choose: 'Which doorbell do you have?',
  mayDiffer: 'The words in your app may be a little different.',
  stepsHeading: 'Steps',
  goodToKnow: 'Good to know',
  addHeading: 'Then add it here',
  add: [
    'Come back here and open “Your files”.',
    'Press “Choose files” and pick the clip that you saved.',
    'On an iPhone, press “Choose Files”, not “Photo Library”. That keeps the file as it is.',
  ],
  safeHeading: 'Does someone else use your doorbell’s app?',
  safe: [
    'That person may see it when you sign in on a new phone or computer. Use the phone that you always use.',
    'Nobody can see in the app what you do here.',
  ],
  notAble: 'If you cannot do this, that is fine. What you have already added counts too.',
  back: 'Back to your files',
  others: 'Other doorbells',
} as const;
