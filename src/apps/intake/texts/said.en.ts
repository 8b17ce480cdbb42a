import { plural } from './plural';

/** What the victim may say at any time: "I want to stop", "I felt pressured", and that somebody helps. */
export const SAID = {
  stop: {
    title: 'Do you want to stop?',
    fine: 'That is fine. You do not have to say why.',
    removed: 'What you have not sent is removed. Nothing of it is kept, and this cannot be undone.',
    files: plural('{count} file is not sent.', '{count} files are not sent.'),
    entries: plural('{count} diary entry is not sent.', '{count} diary entries are not sent.'),
    nothing: 'There is nothing unsent to remove.',
    stays:
      'What you sent before stays with the police. The law says that they must keep what matters to the case (Criminal Procedure and Investigations Act 1996).',
    points: [
      'The investigation does not end only because you stop.',
      'You can come back later with your link and code if you want to.',
    ],
    reaches:
      'A supervisor is told that you stopped, not the officer who gave you this link. You do not have to say why.',
    reachesNobody: 'Nobody is told now that you stopped. You do not have to say why.',
    yes: 'Yes, stop',
  },
  pressure: {
    title: 'Did you feel that you had to?',
    nobody: 'Nobody may push you to give anything. Nobody may push you to stop.',
    tell: 'If someone did, you can tell us here. It does not matter who it was.',
    reaches: 'It goes to a supervisor, not to the officer who gave you this link.',
    passedOn: 'The supervisor may have to pass some of it on. So write only what you want to be known.',
    reachesNobody:
      'Right now there is no supervisor here who can read it. It is kept until there is one. The officer who gave you this link does not see it.',
    askLink: 'You do not have to wait for that: see whom you can ask.',
    points: [
      'After you press the button, nothing here will ever show it again. Not in your diary either.',
      'Nothing is sent to your phone because of it.',
      'It does not stop anything.',
    ],
    stopLink: 'If you want to stop, you can do that here.',
    more: 'Do you want to say more?',
    moreHint: 'You do not have to write anything.',
    yes: 'Yes, I felt pressured',
    danger: 'Are you in danger right now? Call 999. If you cannot speak, press 55 when you are asked to.',
  },
  done: {
    title: 'Thank you',
    done: 'That is done. You do not need to do anything else.',
  },
  helper: {
    title: 'Is someone helping you with this?',
    hint: 'It may be a support worker or an advocate. They may use this with you, or for you. The officers who work on your case will see it.',
    name: 'If yes: their name',
    organisation: 'If yes: where they work',
  },
} as const;
