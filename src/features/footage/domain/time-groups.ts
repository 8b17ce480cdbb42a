import { createHash } from 'node:crypto';
import type { ClipId, InvitationId } from '../../../kernel/ids';
import { beginningOf } from './beginning';
import type { EventTime, KeptTime, Reading, TimeCandidate, TimeSource } from './candidate';
import { likelyTime } from './likely-time';
import type { Make } from './make';
import { makeOf, type SaidMake } from './said-make';
import type { Source, SourceKind } from './source';

/** What must be known of a clip whose time is chosen together with those of others. */
export interface TimedClip {
  readonly id: ClipId;
  readonly fileName: string;
  readonly source: Source | null;
  readonly saidMake: SaidMake | null;
  readonly times: readonly KeptTime[];
  /** What comparisons of the doorbell's clock propose; kept as a time once it is chosen. */
  readonly learned: EventTime | undefined;
  readonly duration: number;
  readonly link: InvitationId | null;
  readonly sentBy: string | null;
  readonly newestChoice: number | null;
  readonly written: boolean;
  readonly erased: boolean;
}

/** Why a clip can take no time. */
export type NoTime = 'written' | 'erased' | 'not-looked-into' | 'no-reading';

/** A reading of one clip. */
export interface ClipReading {
  /** The same in every clip of a group. */
  readonly key: string;
  readonly time: EventTime;
  /** `undefined` of what is proposed and not kept yet. */
  readonly candidate: number | undefined;
  readonly reading: Reading;
}

export interface GroupedClip {
  readonly clip: TimedClip;
  /** What was known of its times; another once anything of it changes. */
  readonly state: string;
  readonly readings: readonly ClipReading[];
}

/** A reading that every clip of a group has. */
export interface GroupReading {
  readonly key: string;
  /** As in the first clip of the group; source, zone, notes and confidence are those of all. */
  readonly time: EventTime;
  readonly reading: Reading;
  readonly first: Date;
  readonly last: Date;
  /** The most that one of them may be off, as far as is known. */
  readonly plusMinusSeconds: number | null;
  /** Seconds by which the same clip began later than by the reading that stands first: the least and the most; earlier is less than 0. */
  readonly apart: { readonly least: number; readonly most: number };
}

/** Clips of one doorbell with the same times, so that one reading can be taken in all of them. */
export interface TimeGroup {
  readonly key: string;
  readonly make: Make | null;
  readonly kind: SourceKind | null;
  readonly sentBy: string | null;
  /** An officer has chosen a time of each already; of the others, nobody has. */
  readonly chosen: boolean;
  readonly clips: readonly GroupedClip[];
  /** The likely one first. */
  readonly readings: readonly GroupReading[];
  /** Which sources share the first one, its own first; empty where none is likely. */
  readonly agree: readonly TimeSource[];
}

export interface TimeGroups {
  readonly groups: readonly TimeGroup[];
  readonly without: readonly { readonly clip: TimedClip; readonly why: NoTime }[];
}

const digest = (of: unknown): string =>
  createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 16);

/** Two times of one source and zone, as of an hour that comes twice or a picture that was read twice, are counted. */
function readingsOf({ times, learned }: TimedClip): ClipReading[] {
  const counted = new Map<string, number>();
  const all: { time: TimeCandidate; candidate: number | undefined }[] = [
    ...times.map((time) => ({ time, candidate: time.id })),
    ...(learned ? [{ time: learned, candidate: undefined }] : []),
  ];
  return all.flatMap(({ time, candidate }) => {
    if (!time.ofEvent) return [];
    return time.readings.map((reading) => {
      const name = `${time.source}.${time.of}.${reading.as}${candidate === undefined ? '.proposed' : ''}`;
      const count = (counted.get(name) ?? 0) + 1;
      counted.set(name, count);
      return { key: count === 1 ? name : `${name}.${count}`, time, candidate, reading };
    });
  });
}

function whyNot(
  { written, erased, source }: TimedClip,
  readings: readonly ClipReading[],
): NoTime | undefined {
  if (written) return 'written';
  if (erased) return 'erased';
  if (readings.length > 0) return undefined;
  return source === null ? 'not-looked-into' : 'no-reading';
}

/** What is shown of a reading and must hold for each clip of a group. */
const shape = ({ key, time }: ClipReading): unknown => [
  key,
  time.zone,
  time.confidence,
  [...time.flags].sort(),
];

/** Another person's camera is another doorbell; the victim's links all lead to the victim's. */
const senderOf = ({ sentBy, link }: TimedClip): string | null => (sentBy === 'victim' ? sentBy : link);

interface Found extends GroupedClip {
  readonly group: Pick<TimeGroup, 'key' | 'make' | 'kind' | 'sentBy' | 'chosen' | 'agree'>;
}

/** The likely reading goes first, then as the clip carries them. */
function find(clip: TimedClip, carried: readonly ClipReading[]): Found {
  const likely = likelyTime(clip.times, clip.duration);
  const isLikely = ({ candidate, reading }: ClipReading): boolean =>
    candidate === likely?.candidate.id && reading === likely?.reading;
  const readings = [...carried.filter(isLikely), ...carried.filter((each) => !isLikely(each))];
  const group = {
    make: makeOf(clip),
    kind: clip.source?.kind ?? null,
    sentBy: clip.sentBy,
    chosen: clip.newestChoice !== null,
    agree: likely?.sources ?? [],
  };
  const key = digest([group, senderOf(clip), readings.map(shape)]);
  const now = readings.map(({ candidate, reading }) => [candidate ?? null, reading.instant]);
  return { clip, readings, state: digest([key, now, clip.newestChoice]), group: { ...group, key } };
}

function groupReading(
  clips: readonly Found[],
  place: number,
  { key, time, reading }: ClipReading,
): GroupReading {
  const instants: number[] = [];
  const apart: number[] = [];
  const margins: number[] = [];
  for (const { clip, readings } of clips) {
    const [first, each] = [readings[0], readings[place]];
    if (first === undefined || each === undefined) continue;
    const began = (by: ClipReading): number =>
      beginningOf(by.time, new Date(by.reading.instant), clip.duration).getTime();
    instants.push(Date.parse(each.reading.instant));
    apart.push((began(each) - began(first)) / 1_000);
    if (each.time.plusMinusSeconds !== null) margins.push(each.time.plusMinusSeconds);
  }
  return {
    ...{ key, time, reading },
    first: new Date(Math.min(...instants)),
    last: new Date(Math.max(...instants)),
    plusMinusSeconds: margins.length === 0 ? null : Math.max(...margins),
    apart: { least: Math.min(...apart), most: Math.max(...apart) },
  };
}

/**
 * Clips by doorbell and by the times that they carry: in a group, each clip has the same readings, of which the same one is
 * likely because the same sources share it. One in which a source says something else stands in a group of its own. Those of
 * which nobody has chosen a time come first, then the largest; within a group the order is kept.
 */
export function timeGroups(clips: readonly TimedClip[]): TimeGroups {
  const without: { clip: TimedClip; why: NoTime }[] = [];
  const found = new Map<string, Found[]>();
  for (const clip of clips) {
    const carried = readingsOf(clip);
    const why = whyNot(clip, carried);
    if (why !== undefined) {
      without.push({ clip, why });
      continue;
    }
    const one = find(clip, carried);
    found.set(one.group.key, [...(found.get(one.group.key) ?? []), one]);
  }
  const groups = [...found.values()].flatMap((together): TimeGroup[] => {
    const [first] = together;
    if (first === undefined) return [];
    const readings = first.readings.map((each, place) => groupReading(together, place, each));
    return [{ ...first.group, clips: together, readings }];
  });
  groups.sort(
    (one, other) => Number(one.chosen) - Number(other.chosen) || other.clips.length - one.clips.length,
  );
  return { groups, without };
}
