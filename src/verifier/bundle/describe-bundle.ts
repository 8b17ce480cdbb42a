import { notGenuine, repudiatedWords } from '../../custody/pure/repudiation';
import { describeVerdict } from '../../custody/pure/verdict';
import type {
  ArchiveFinding,
  BundleVerdict,
  FirstBad,
  ProvenBundle,
  SealFinding,
  Surroundings,
  TamperedBundle,
  TimeStampFinding,
  UnknownBundle,
  WitnessFinding,
  WrongFingerprint,
} from './bundle-verdict';
import { faultWords } from './fault-words';

/** Of a long list, how many are named to a person. */
const NAMED = 20;

const clip = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}...` : text);

/** Controls and marks that turn text round would let a name forge what a terminal shows. */
const printable = (text: string): string =>
  clip(text).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

function named(paths: readonly string[]): string {
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : '';
  return paths.slice(0, NAMED).map(printable).join(', ') + more;
}

function describeTimeStamp(finding: TimeStampFinding): string {
  if (finding.state === 'absent') return 'It has no time stamp of an outside authority.';
  if (finding.state === 'trusted') return `Time stamp: ${finding.at}, by ${finding.by}, checked.`;
  return `Time stamp: ${finding.at}, for this state of the log; who made it was not checked.`;
}

function describeWitness(finding: WitnessFinding): string {
  const name = printable(finding.name);
  if (finding.state === 'absent') return `The witness ${name} has cosigned nothing in it.`;
  if (finding.state === 'not-checked')
    return `Witness ${name}: its key was not given, and it was not checked.`;
  return `Witness ${name}, ${finding.at}: had seen the log grow without a change up to event ${finding.size}, checked.`;
}

/** Who besides the holder of the key says so. */
function describeSeal({ at, earlier, timeStamp, witnesses }: SealFinding): string[] {
  const stamp =
    timeStamp.state === 'absent'
      ? []
      : [
          `${timeStamp.at} (time stamp${timeStamp.state === 'trusted' ? ', checked' : ', its maker not checked'})`,
        ];
  const seen = witnesses.flatMap((one) =>
    one.state === 'trusted' ? [`${one.at} (witness ${printable(one.name)})`] : [],
  );
  const outside = [...stamp, ...seen];
  return [
    `The list of its files was put into the custody log on ${at}, before it left.`,
    ...(earlier === 0
      ? []
      : [
          `The log held ${count(earlier, 'list', 'lists')} of files of this bundle before it: ask why it was sealed again.`,
        ]),
    outside.length === 0
      ? 'Nobody but the holder of the key says when.'
      : `Others say that it was there on ${outside.join(' and ')}.`,
  ];
}

function describeArchive(archive: ArchiveFinding): string[] {
  if (archive.state !== 'repacked') return [];
  return [
    `The ZIP is not the very file that was sealed: it was packed anew or renamed (${printable(archive.why)}). What it holds is the same.`,
  ];
}

function describeExtra(extra: readonly string[]): string[] {
  if (extra.length === 0) return [];
  const files = count(extra.length, 'file lies', 'files lie');
  const [are, prove] = extra.length === 1 ? ['is', 'proves'] : ['are', 'prove'];
  return [`${files} beside it that ${are} no part of the bundle and ${prove} nothing: ${named(extra)}.`];
}

const around = ({ extra, archive }: Surroundings): string[] => [
  ...describeArchive(archive),
  ...describeExtra(extra),
];

/** Proven all the same, but there is something that a reader should know. */
function headOf({ repudiated, seal, ...surroundings }: ProvenBundle): string {
  if (repudiated !== undefined) return `Proven; ${repudiatedWords(repudiated)}`;
  return seal.earlier > 0 || around(surroundings).length > 0 ? 'Proven, with notes' : 'Proven';
}

function describeProven(verdict: ProvenBundle): string[] {
  const { bundle, files, bytes, events, repudiated, checkpoint, key, timeStamp, witnesses, seal } = verdict;
  const key1 = key.confirmed
    ? 'Its key is the one whose fingerprint was given.'
    : 'This holds as far as the key is the right one: compare the fingerprint with the one you were given elsewhere.';
  return [
    `${headOf(verdict)}: ${bundle.kind} bundle ${bundle.number} of ${bundle.urn}, sealed ${bundle.sealedAt}.`,
    ...around(verdict),
    `${files} files (${bytes} bytes) are as they were sealed; exhibits: ${bundle.exhibits.join(', ') || 'none'}.`,
    `${events} events of the custody log hold under checkpoint ${checkpoint.size} of ${checkpoint.origin}.`,
    ...(repudiated === undefined ? [] : [printable(notGenuine(repudiated))]),
    describeTimeStamp(timeStamp),
    ...witnesses.map(describeWitness),
    ...describeSeal(seal),
    `Fingerprint of the key: ${key.fingerprint}`,
    key1,
  ];
}

function describeFault({ what, where, line, expected, found, event }: FirstBad): string[] {
  const place = line === undefined ? printable(where) : `${printable(where)}, line ${line}`;
  const log = event && describeVerdict({ outcome: 'tampered', exitCode: 1, events: 0, first: event });
  return [
    `${what === 'missing-file' ? 'Missing' : 'Changed'}: ${place}: ${faultWords(what)}.`,
    ...(what === 'missing-file'
      ? []
      : [`  expected: ${printable(expected)}`, `  found:    ${printable(found)}`]),
    ...(log === undefined ? [] : [`  event:    ${printable(log)}`]),
  ];
}

function describeFingerprint({ given, found, how }: WrongFingerprint): string[] {
  return [
    `The fingerprint that you gave is not that of the key in the bundle: ${how}. Compare them:`,
    `  given: ${printable(given)}`,
    `  found: ${found}`,
  ];
}

function describeTampered(verdict: TamperedBundle): string[] {
  const { all, unsure, unread, fingerprint } = verdict;
  const more = all.length - NAMED;
  return [
    'Evidence of tampering: this is not what was sealed.',
    ...all.slice(0, NAMED).flatMap(describeFault),
    ...(more > 0 ? [`And ${more} more.`] : []),
    ...(unsure.length === 0
      ? []
      : [
          `These do not fit a list that was itself changed, so that either may be at fault: ${named(unsure)}.`,
        ]),
    ...(unread.length === 0 ? [] : [`These cannot be read, and nothing is said of them: ${named(unread)}.`]),
    ...around(verdict),
    ...(fingerprint === undefined ? [] : describeFingerprint(fingerprint)),
  ];
}

function describeUnknown(verdict: UnknownBundle): string[] {
  const { why, fingerprint } = verdict;
  if (fingerprint === undefined) return [`Cannot tell: ${printable(why)}.`, ...around(verdict)];
  return [
    `Cannot tell: ${printable(why)}.`,
    ...describeFingerprint(fingerprint),
    'If it was typed wrongly, type it again: all else in the bundle holds. If it was not, the bundle is not from who gave you the fingerprint.',
    ...around(verdict),
  ];
}

/** Sentences for a person, one a line. */
export function describeBundle(verdict: BundleVerdict): string {
  if (verdict.outcome === 'proven') return describeProven(verdict).join('\n');
  return (verdict.outcome === 'tampered' ? describeTampered(verdict) : describeUnknown(verdict)).join('\n');
}
