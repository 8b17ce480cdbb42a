/**
 * Whom to ask, how to tell that the page is real, and what becomes of what is sent: only behind the code. Where a force has words of its
 * own (INTAKE_HELPLINES, INTAKE_PRIVACY, INTAKE_ACCESSIBILITY) they stand in place of these.
 */
export const ASK = {
  heading: 'Questions?',
  giver: 'Ask the person who gave you the link.',
  more: 'Whom to ask, and is this page real?',
  title: 'Whom to ask',
  runFor: 'This service is run for {name}.',
  dangerHeading: 'If you are in danger',
  danger: [
    'Call 999. If you cannot speak, press 55 when you are asked to.',
    'If it can wait a little, call 101 and ask for the officer you know.',
  ],
  helplinesHeading: 'People who listen',
  helplinesHint: [
    'They do not work for the police. They also help you when you send nothing.',
    'A call may stay in the list of calls on your phone.',
  ],
  // As published in November 2026: to be looked at before use, as every number that others may change.
  helplines: [
    'National Stalking Helpline: 0808 802 0300',
    'National Domestic Abuse Helpline: 0808 2000 247, day and night',
    'Men’s Advice Line: 0808 801 0327',
    'Galop, for LGBT+ people: 0800 999 5428',
    'Victim Support: 0808 16 89 111, day and night',
  ],
  genuineHeading: 'Is this page real?',
  genuine: [
    'Look at the address at the top of your browser. Up to the first “/” it must be {address}, and no more.',
    'We never ask for the password of your doorbell. We never ask for money or for your bank card.',
    'Nobody calls you to ask for your code.',
    'Not sure? Close the page. Find the number of your police yourself, or call 101. Ask for the officer who gave you the link.',
  ],
  privacyLink: 'What becomes of what you send',
  accessibilityLink: 'If this website is hard to use',

  privacy: {
    title: 'What becomes of what you send',
    who: 'The police who work on your case decide what is done with it.',
    whoNamed: '{name} decides what is done with it.',
    sections: [
      {
        heading: 'What we keep',
        lines: [
          'What you send and write, and what you say about your doorbell.',
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
          'Then the officers who work on your case see it. Later this may be people at the court, and the lawyers of both sides.',
          'What a file says of your home and your phone is taken out before the other side gets it. What the picture shows stays in it.',
        ],
      },
      {
        heading: 'How long it is kept',
        lines: [
          'What you do not send is erased {days} days after you last changed something.',
          'What you send is kept as long as the law says. After that two people check it, and it is erased.',
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
  accessibility: {
    title: 'If this website is hard to use',
    lines: [
      'It should work for everyone: on an old phone, with large letters, by keyboard, and when it is read aloud.',
      'We build it to the rules called WCAG 2.2 AA. We test each page by program. No expert from outside has checked it yet.',
      'Does something not work? Tell the person who gave you the link. You can also give the files to an officer in person.',
      'Not happy with the answer? There is a line for equal rights: 0808 800 0082 (EASS).',
    ],
  },
} as const;
