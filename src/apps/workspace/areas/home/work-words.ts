import type { WorkKind, WorkLine, WorkMatter } from '../../../../features/work';

interface Section {
  readonly title: string;
  readonly nothing: string;
  /** What one line is about, in a table's caption. */
  readonly caption: string;
}

export const WORK_SECTIONS: Readonly<Record<WorkKind, Section>> = {
  messages: {
    title: 'Messages that did not reach the victim',
    nothing: 'No message has failed.',
    caption: 'Messages to the victim that did not arrive, oldest first',
  },
  submissions: {
    title: 'New sendings',
    nothing: 'Nothing new is waiting.',
    caption: 'Sendings that wait for a decision, oldest first',
  },
  failing: {
    title: 'Clips and bundles with a problem',
    nothing: 'No clip and no bundle has a problem.',
    caption: 'Clips and bundles with which something went wrong, oldest first',
  },
  deletions: {
    title: 'About to be deleted on the doorbell',
    nothing: 'No better copy is about to be deleted.',
    caption: 'Clips of which the doorbell still has a better copy, but not for long',
  },
  checks: {
    title: 'Checks due',
    nothing: 'No check is due.',
    caption: 'Checks that are due, newest first',
  },
  notices: {
    title: 'Victims to tell that another person is asked',
    nothing: 'No victim is waiting to be told that another person is asked.',
    caption: 'Requests to other people of which the victim has no notice yet, oldest first',
  },
  parents: {
    title: 'Parents to tell that another adult agrees',
    nothing: 'No parent is waiting to be told that another adult agrees.',
    caption: 'Requests for which another adult agrees for a child and no parent was told yet, oldest first',
  },
  reviews: {
    title: 'Reviews due',
    nothing: 'Nothing is due for review, and no disposal waits for you.',
    caption: 'Investigations whose time of keeping has run out, and disposals to agree to, oldest first',
  },
};

const clips = (count: number | null): string => (count === 1 ? '1 clip' : `${count ?? 0} clips`);

const WORDS: Readonly<Record<WorkMatter, (line: WorkLine) => string>> = {
  'message-failed': () => 'A message to the victim could not be delivered.',
  'message-refused': () => 'A message to the victim was held back: safe contact did not allow it.',
  'message-uncertain': () => 'Nobody knows whether a message reached the victim.',
  'to-decide': ({ count }) => `${clips(count)} to decide`,
  'diary-only': () => 'Diary entries, no clips',
  'not-locked': () => 'The original could not be locked. An operator must look.',
  'no-copies': () => 'No working copies could be made. An operator must look.',
  'object-missing': () => 'Its file is missing in the store. An operator must look at once.',
  damaged: () => 'Its stored file is not what was locked. An operator must look at once.',
  'bundle-damaged': () =>
    'A stored file of this bundle is damaged. Whoever opens it gets no more than a part.',
  differs: () => 'What arrived is not what the device had. It is kept, not locked. Ask for it again.',
  undecodable: () => 'There is no picture. It can still be accepted.',
  deletion: () => 'The doorbell has a better copy. Ask for the original.',
  'safe-contact': () => 'No safe contact is recorded for this private link.',
  time: () => 'The time of the event has not been chosen.',
  'victim-to-tell': () => 'The victim was to be told in writing, and nobody has recorded that it was done.',
  'parent-to-tell': () =>
    'A parent or guardian was to be told that another adult agrees, and nobody has recorded that it was done.',
  'disposal-to-agree': () => 'Its disposal has been proposed. A second person decides.',
  'review-due': ({ count }) =>
    count === 1
      ? '1 item to review: keep it, or propose that it goes'
      : `${count ?? 0} items to review: keep them, or propose that they go`,
};

const PLACES: Readonly<Record<WorkMatter, (line: WorkLine) => string>> = {
  'message-failed': ({ invitationId }) => `/invitations/${invitationId ?? ''}/messages#sent`,
  'message-refused': ({ invitationId }) => `/invitations/${invitationId ?? ''}/messages#sent`,
  'message-uncertain': ({ invitationId }) => `/invitations/${invitationId ?? ''}/messages#sent`,
  'to-decide': ({ id }) => `/submissions/${id}`,
  'diary-only': ({ investigationId }) => `/investigations/${investigationId}/incidents`,
  'not-locked': ({ id }) => `/clips/${id}`,
  'no-copies': ({ id }) => `/clips/${id}`,
  'object-missing': ({ id }) => `/clips/${id}/custody`,
  damaged: ({ id }) => `/clips/${id}/custody`,
  'bundle-damaged': ({ id }) => `/bundles/${id}`,
  differs: ({ id }) => `/clips/${id}`,
  undecodable: ({ id }) => `/clips/${id}/triage`,
  deletion: ({ id }) => `/clips/${id}/triage#ask`,
  'safe-contact': ({ id }) => `/invitations/${id}/safe-contact`,
  time: ({ id }) => `/clips/${id}#times`,
  'victim-to-tell': ({ invitationId }) => `/invitations/${invitationId ?? ''}/victim-notices`,
  'parent-to-tell': ({ invitationId }) => `/invitations/${invitationId ?? ''}/parent-notices`,
  'disposal-to-agree': ({ clipId }) => `/clips/${clipId ?? ''}/retention`,
  'review-due': ({ id }) => `/investigations/${id}/retention`,
};

const LABELS: Readonly<Partial<Record<WorkMatter, string>>> = {
  'safe-contact': 'Record safe contact',
  'message-failed': 'Message to the victim',
  'message-refused': 'Message to the victim',
  'message-uncertain': 'Message to the victim',
};

/** A line as the page shows it: what it is, and where to act. */
export const workWords = (line: WorkLine) => ({
  ...line,
  text: WORDS[line.matter](line),
  href: PLACES[line.matter](line),
  label: LABELS[line.matter] ?? line.name,
});
