import { incidentName } from '../../../../features/diary';
import {
  ADDITION_WORDS,
  pictureOf,
  type ItemFlag,
  type ItemPicture,
  type ItemRow,
  type ItemState,
} from '../../../../features/evidence';
import { isSaidMake, MAKE_NAMES } from '../../../../features/footage';
import { otherOf, OTHER_WORDS } from '../../../../features/invitations';
import type { ClipId, ViewingId } from '../../../../kernel/ids';
import { formatDuration } from '../../../../platform/http';
import { contentUrl } from '../../shell/clips/footage';
import { dateFormat } from '../../../../kernel/formatters';
import { tileTime } from './tile-time';

/** An item as its tile or its row shows it. */
export interface Tile {
  readonly id: ClipId;
  readonly name: string;
  /** On clocks in the UK: of the event, else of sending. */
  readonly time: string;
  /** Of the event; empty where it is not known. */
  readonly day: string;
  /** The day on which it was sent. */
  readonly sent: string;
  /** Where the time comes from. */
  readonly timeBy: 'chosen' | 'likely' | 'sent';
  readonly length: string;
  readonly state: readonly [text: string, colour: string];
  readonly exhibit: string | null;
  readonly description: string | null;
  readonly incident: string | null;
  readonly flags: readonly string[];
  readonly picture: ItemPicture;
  /** What stands for it where there is no picture to show. */
  readonly icon: Exclude<ItemPicture, 'ready' | 'undecodable'> | 'sound' | 'film';
  readonly url: string | undefined;
  /** What stands where no picture can be. */
  readonly instead: string;
  readonly sheet: boolean;
  readonly make: string;
  /** Waits for a decision, and can be taken. */
  readonly waits: boolean;
}

export interface Day {
  readonly title: string;
  readonly tiles: readonly Tile[];
}

export const STATE_WORDS: Readonly<Record<ItemState, string>> = {
  waiting: 'To decide',
  accepted: 'Accepted',
  declined: 'Declined',
  making: 'Being made ready',
  'no-picture': 'Without a picture',
  erased: 'Erased',
};

export const FLAG_WORDS: Readonly<Record<ItemFlag, string>> = {
  differs: 'Not as on the sender’s device',
  asked: 'Original asked for',
  quarantined: 'In quarantine: malware found',
  trouble: 'Something went wrong',
  'no-time': 'No time known',
  'time-not-chosen': 'Time not chosen',
  'no-incident': 'In no incident',
};

const INSTEAD: Readonly<Record<ItemPicture, string>> = {
  ready: 'No small picture',
  locking: 'The original is being locked and checked',
  making: 'The picture is being made',
  undecodable: 'Cannot be shown',
  lost: 'The file is missing or damaged',
  erased: 'Erased; the record stays',
};

const LONDON = { timeZone: 'Europe/London' } as const;
const day = dateFormat('en-GB', {
  ...LONDON,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

const dayOf = (at: Date): string => day.format(at).replace(',', '');
const NO_DAY = 'Time of the event not known';

function stateOf(row: ItemRow): Tile['state'] {
  if (row.erased) return ['Erased', 'grey'];
  if (row.exhibit !== null) return [row.exhibit, 'green'];
  if (row.outcome === 'declined') return ['Declined', 'grey'];
  if (row.addedAs !== null) return ['Being added', 'yellow'];
  return row.locked ? ['To decide', 'blue'] : ['Being locked', 'yellow'];
}

/** Of what came by another person's link. */
function thirdPersonOf({ sentBy }: ItemRow): string[] {
  const other = otherOf(sentBy);
  if (other === undefined) return [];
  return [other === 'other' ? 'Third person' : `Third person: ${OTHER_WORDS[other]}`];
}

function flagsOf(row: ItemRow): string[] {
  return [
    ...thirdPersonOf(row),
    ...(row.quarantined ? [FLAG_WORDS.quarantined] : []),
    ...(row.differs ? [FLAG_WORDS.differs] : []),
    ...(row.asked ? [FLAG_WORDS.asked] : []),
    ...(row.addedAs === null ? [] : [ADDITION_WORDS[row.addedAs]]),
  ];
}

function instead(row: ItemRow, picture: ItemPicture): string {
  if (picture === 'making' && row.quarantined) return 'No picture is made of it in quarantine';
  if (picture === 'ready' && row.soundAlone) return 'Sound alone';
  return picture === 'undecodable' && row.why !== null ? row.why : INSTEAD[picture];
}

/** An hourglass stands for what is still to come, and for nothing else. */
function iconOf(row: ItemRow, picture: ItemPicture): Tile['icon'] {
  if (picture === 'making' && row.quarantined) return 'lost';
  if (picture === 'ready') return row.soundAlone ? 'sound' : 'film';
  return picture === 'undecodable' ? 'film' : picture;
}

export function tileOf(row: ItemRow, viewing: ViewingId | undefined): Tile {
  const at = row.eventAt ?? row.sentAt;
  const picture = pictureOf(row);
  return {
    id: row.id,
    name: row.fileName,
    time: tileTime(at),
    day: row.eventAt === null ? '' : dayOf(row.eventAt),
    sent: dayOf(row.sentAt),
    timeBy: row.eventBy ?? 'sent',
    length: row.seconds === null || row.seconds === 0 ? '' : formatDuration(row.seconds),
    state: stateOf(row),
    exhibit: row.exhibit,
    description: row.description,
    incident: row.incident === null ? null : incidentName(row.incident, row.incidentReference),
    flags: flagsOf(row),
    picture,
    icon: iconOf(row, picture),
    url: viewing === undefined ? undefined : contentUrl(viewing, 'view'),
    instead: instead(row, picture),
    sheet: row.sheet && picture === 'ready',
    make: row.make !== null && isSaidMake(row.make) ? MAKE_NAMES[row.make] : '',
    waits: row.outcome === null && row.addedAs === null && !row.erased,
  };
}

/** Tiles that stand beside one another and are of one day share its heading; the day of sending is none. */
export function daysOf(tiles: readonly Tile[]): Day[] {
  const days: { title: string; tiles: Tile[] }[] = [];
  for (const tile of tiles) {
    const title = tile.day === '' ? NO_DAY : tile.day;
    const last = days.at(-1);
    if (last?.title === title) last.tiles.push(tile);
    else days.push({ title, tiles: [tile] });
  }
  return days;
}

export const EVIDENCE_HEAD = [
  ...['File', 'Event time (UTC)', 'Time from', 'Sent (UTC)', 'Seconds', 'State', 'Exhibit', 'Description'],
  ...['Incident', 'Doorbell', 'Flags', 'Id'],
];

/** A row of the table that is taken away: moments in UTC, what is not known empty. */
export const evidenceCells = (row: ItemRow): string[] => [
  ...[row.fileName, row.eventAt?.toISOString() ?? '', row.eventBy ?? '', row.sentAt.toISOString()],
  ...[
    row.seconds === null ? '' : String(row.seconds),
    stateOf(row)[0],
    row.exhibit ?? '',
    row.description ?? '',
  ],
  ...[row.incident === null ? '' : String(row.incident), row.make ?? '', flagsOf(row).join('; '), row.id],
];
