/**
 * What another person than the victim reads, in place of the victim's words of the same name: a neighbour, an advocate, an employer. Nothing
 * here names the victim or tells what the case is about. An empty text leaves its part of the page out.
 */
export const OTHERS = {
  common: {
    step: 'Step {number} of 2',
    backToDiary: 'Back to your files',
    goToDiary: 'Go to your files',
  },
  page: {
    filesPage: {
      intro: 'Add the files that you want to give. Only you can see them until you press send.',
      exportSummary: 'How to get a clip from a doorbell or camera',
      export:
        'Open the app of your doorbell or camera. Find the clip, and choose “Download” or “Save”. If you can, add the file that you get there. A copy from WhatsApp is not quite the same. If that is all you have, add it.',
      deletes: 'Doorbells and cameras delete old clips by themselves, often after 30 days.',
      sharedSummary: '',
    },
  },
  start: {
    exit: {
      doesNot: [
        'It does not clear your history. Your phone or computer still lists that this website was open.',
      ],
      worried: '',
    },
  },
  entry: {
    wayOut: {
      lines: [
        'You can leave at any time. Press “Exit this page”, or press the Shift key three times. You are signed out at once, and another website opens.',
        'It does not clear the list of pages you have visited.',
      ],
    },
  },
  help: { safeHeading: '', safe: [] },
  notice: {
    short: [
      'The police ask if you can help. What they ask for is written above.',
      'Only you see your files until you press send. Then they are locked, and the officers on the case see them.',
      'You may say no, now or later. You do not have to say why.',
      'What you have sent you cannot take back.',
      'Here you see your own files, and nothing of the case.',
    ],
    sections: [
      {
        heading: 'What is done with it',
        paragraphs: [],
        bullets: [
          'Until you press send, it is yours alone. No police officer can see it, or even count it.',
          'After you send it, it is locked, so that nobody can change it.',
          'Only the officers who work on the case can see it. Each time is written down.',
          'If the case goes on, a prosecutor, a court and the lawyers of both sides may see it too.',
          'Your name may stand beside it there, as the one it came from.',
        ],
      },
      {
        heading: 'You may say no',
        paragraphs: [
          'You do not have to give anything. You do not have to say why. You can say yes now and no later.',
          'Before you send, you can take anything away and nothing of it is kept. After you send, the police must by law keep ' +
            'what matters to the case (Criminal Procedure and Investigations Act 1996). You cannot take it back then.',
        ],
      },
      {
        heading: 'Please keep it to yourself',
        paragraphs: [
          'Do not show this link to anyone. Do not post the files or talk about them. That could harm the case.',
        ],
      },
    ],
    other: 'Is there something that you do not understand? Ask the person who gave you the link.',
    no: 'No, I do not want to give anything',
    care: 'The copy says what you are asked. Think about who can see the files on your phone.',
  },
  send: {
    means: [
      'The officers who work on the case can see these files from then on.',
      'They are locked. Nobody can change them, and you cannot take them back.',
      'What matters to the case must be kept by law (Criminal Procedure and Investigations Act 1996).',
      'You get a receipt. You can still stop later: then nothing new is taken.',
    ],
    straight:
      'When you send, the officers on the case see these files. You cannot take them back: the law says that what matters must be kept.',
    stop: 'I do not want to give anything',
  },
  receipt: { diaryEntries: '' },
  said: {
    stop: {
      title: 'Do you want to say no?',
      points: ['You can come back later with your link and code if you want to.'],
      reaches: 'The officers who asked you see that you said no. You do not have to say why.',
      reachesNobody: 'The officers who asked you see that you said no. You do not have to say why.',
      yes: 'Yes, I give nothing more',
    },
    pressure: {
      points: [
        'After you press the button, nothing here will ever show it again.',
        'Nothing is sent to your phone because of it.',
        'It does not stop anything.',
      ],
      danger: 'Are you in danger right now? Call 999.',
    },
  },
  ask: {
    danger: ['Call 999.', 'If it can wait a little, call 101.'],
    helplinesHeading: '',
    helplinesHint: [],
    privacy: {
      who: 'The police who work on the case decide what is done with it.',
      sections: [
        {
          heading: 'What we keep',
          lines: [
            'What you send, your name, and what you were asked.',
            'When you were here. We also keep a mark of the network you use, so that nobody can guess your code.',
          ],
        },
        {
          heading: 'What it is for',
          lines: [
            'To look into a crime, and to bring it to court. The law for this is Part 3 of the Data Protection Act 2018.',
          ],
        },
        {
          heading: 'Who sees it',
          lines: [
            'Until you send it, only you.',
            'Then the officers who work on the case see it. Later this may be people at the court, and the lawyers of both sides.',
            'What a file says of your home and your phone is taken out before the other side gets it. What the picture shows stays in it.',
          ],
        },
        {
          heading: 'How long it is kept',
          lines: [
            'What you do not send is erased {days} days after you last changed something.',
            'What you send is kept as long as the law says. After that two people check it, and it is erased. Your name goes with the last of it.',
            'If you send nothing, your name goes too, with what you were asked. That is at the earliest {personDays} days after your link ends. The law may make us keep it for longer, in some cases for years.',
          ],
        },
        {
          heading: 'What you can ask for',
          lines: [
            'You can ask what is kept of you. You can ask to put it right, or to erase it. Some things must stay by law.',
            'If you think we did it wrong, you can tell the Information Commissioner: 0303 123 1113.',
          ],
        },
      ],
    },
  },
} as const;

/** Around the words of the officer who asks another person. */
export const ASKED = {
  what: 'What we ask you for',
  why: 'Why we ask',
  anew: 'What we ask you has changed since you read it. Please read it again. The files that you added are still here.',
  told: {
    before: 'It is about another person. They were told in writing that we ask you.',
    later: 'It is about another person. They will be told in writing that we ask you, as soon as we can.',
  },
} as const;
