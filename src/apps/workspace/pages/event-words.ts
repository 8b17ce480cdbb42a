import type { EventType } from '../../../custody';
import type { Content } from '../../../features/evidence';

/** How people read the types of the log. */
export const EVENT_WORDS: Readonly<Record<EventType, string>> = {
  'investigation-opened': 'Investigation opened',
  'invitation-created': 'Private link made',
  'invitation-opened': 'Private link opened',
  'invitation-locked': 'Private link locked after wrong codes',
  'invitation-renewed': 'Private link renewed',
  'invitation-revoked': 'Private link revoked',
  'notice-confirmed': 'Voluntary notice confirmed',
  'account-answered': 'Questions about the doorbell’s account answered',
  'agreement-recorded': 'Who agrees recorded',
  'advocate-recorded': 'Advocate recorded',
  'assisted-session-offered': 'Session on an officer’s device offered',
  'safe-contact-recorded': 'Safe contact recorded',
  'pressure-reported': 'Pressure reported',
  stopped: 'Stopped by her',
  'concern-seen': 'Concern seen',
  'incident-recorded': 'Incident recorded',
  'clip-received': 'Clip received',
  'clip-verified': 'Clip checked',
  'clock-answered': 'Question about the doorbell’s clock answered',
  'original-linked': 'Named as a better version of another clip',
  'clip-removed': 'Clip removed by its sender',
  'submission-sent': 'Sent to the police',
  'submission-discarded': 'Draft discarded',
  'master-defined': 'Original locked as the master',
  'master-failed': 'Original could not be locked',
  'rendition-made': 'Working copy made',
  'rendition-failed': 'Working copy could not be made',
  'submission-accepted': 'Submission accepted',
  'submission-declined': 'Submission declined',
  'clip-declined': 'Clip declined',
  'exhibit-registered': 'Exhibit registered',
  'time-chosen': 'Time chosen',
  viewed: 'Viewed',
  downloaded: 'Copy taken',
  'access-granted': 'Access given',
  'access-removed': 'Access taken away',
  'access-broken-glass': 'Emergency access',
  'decision-made': 'Disclosure decision made',
  'bundle-sealed': 'Bundle sealed',
  'bundle-issued': 'Bundle issued',
  'bundle-downloaded': 'Bundle downloaded',
  'bundle-revoked': 'Bundle revoked',
  'issue-locked': 'Link to a bundle locked after wrong codes',
  'review-opened': 'Disclosure review opened',
  'schedule-made': 'Schedule made',
  'bundle-requested': 'Bundle asked for',
  'bundle-refused': 'Bundle could not be sealed',
  'fixity-checked': 'Stored file checked again',
  'fixity-failed': 'Stored file is damaged',
  'hold-set': 'Hold set',
  'hold-lifted': 'Hold lifted',
  'disposal-approved': 'Disposal approved',
  erased: 'Erased',
  'officer-created': 'Officer account made',
  'officer-signed-in': 'Officer signed in',
  'officer-refused': 'Sign-in refused',
};

/** What a clip's bytes are called. */
export const CONTENT_WORDS: Readonly<Record<Content, string>> = {
  original: 'Original',
  proxy: 'Viewing copy',
  poster: 'Still',
  thumbnail: 'Small still',
  'contact-sheet': 'Contact sheet',
  frames: 'List of frames',
  'defence-copy': 'Copy for the defence',
};

/** Names of the fields whose values the log only commits to. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  reason: 'Reason',
  reference: 'Reference',
  producerName: 'Producer',
  description: 'Description',
  fileName: 'File name',
  size: 'Bytes',
  content: 'What',
  sha256: 'SHA-256',
};

/** `deviceSha256` becomes `Device sha256` where there is no better word. */
export function fieldWords(field: string): string {
  const plain = field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return FIELD_WORDS[field] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}
