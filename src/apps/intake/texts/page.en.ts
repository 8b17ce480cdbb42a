/** What is on every page, and the page of the victim's files. */
export const PAGE = {
  shortcuts: 'Shortcuts',
  exit: 'Exit this page',
  // Said by a screen reader while Shift is pressed, and after.
  exiting: {
    expired: 'Not left. Press Shift three times to leave.',
    twoMore: 'Shift. Press it 2 more times to leave.',
    oneMore: 'Shift. Press it 1 more time to leave.',
  },
  skip: 'Skip to main content',
  assisted:
    'This is someone else’s device. The person beside you helps you with it. Press “Exit this page” when you are done.',
  whoseDevice: 'Whose device this is',
  more: 'More',
  links: {
    diary: 'Your diary',
    files: 'Your files',
    receipts: 'Your receipts',
    notice: 'Read the notice again',
  },
  look: 'Please look at this',
  filesPage: {
    title: 'Your files',
    intro: 'Add the clips that you want to send. Only you can see them until you press send.',
    add: 'Add files',
    hint: 'On an iPhone, press “Choose Files”, not “Photo Library”.',
    addThese: 'Add these files',
    slow: 'One file can have at most {limit}. Big files take a while. Please stay on this page until it is done.',
    drop: 'Or drop files here.',
    soFar: 'Files not sent yet',
    empty: 'None.',
    about: 'About this file',
    remove: 'Remove',
    pause: 'Pause',
    progress: 'Progress',
    removedSummary: 'Files that you removed',
    removedHint: 'They are erased when you send. Until then you can put them back.',
    putBack: 'Put back',
    erase: 'Erase now',
    sendRest: 'Files that are not here yet are not sent. They stay in your list for the next time.',
    sendNothing: 'You can send as soon as one file is here.',
    linkEnds:
      'Your link works until {end}. After that you cannot open what you have not sent. If you need more time, ask the person who gave you the link.',
    exportSummary: 'How to get a clip from your doorbell',
    export:
      'Open the app of your doorbell, find the clip, and choose “Download” or “Save”. If you can, add the file that you get there. WhatsApp and screen recordings make a new file that is not quite the same. If that is all you have, add it.',
    deletes: 'Doorbells delete old clips by themselves, often after 30 days.',
    steps: 'Steps for each doorbell',
    sharedSummary: 'Can someone else use your doorbell’s app?',
    shared:
      'Think about who set your doorbell up, and who else can sign in to it. That person may see what you do in the doorbell’s app. They cannot see what you do here.',
    sharedCare:
      'Please talk to the person who gave you the link before you change a password or remove someone. It may warn them.',
  },
} as const;
