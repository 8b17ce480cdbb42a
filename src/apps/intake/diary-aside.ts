import { Injectable } from '@nestjs/common';
import { CoachService, type CoachedClip } from '../../features/footage';
import { OwnCodeService, type AssistedSession, type Visitor } from '../../features/invitations';
import { HerNotesService, type HerNote } from '../../features/notes';
import { EarlierDraftsService, SendingService, type Receipt } from '../../features/submissions';
import type { ClipId } from '../../kernel/ids';
import { givenView, type Given } from './sent-view';
import type { Speech } from './speech';

/** Sendings that are listed in the diary; the rest is one tap away. */
const NEWEST = 3;

interface Place {
  readonly fileName: string;
  /** Of what was sent with it. */
  readonly reference: string;
}

/** A note, and the file that it is about. */
export type PlacedNote = HerNote & Place;

const placesOf = (receipts: readonly Receipt[]): ReadonlyMap<ClipId, Place> =>
  new Map(
    receipts.flatMap(({ reference, clips }) =>
      clips.map(({ id, fileName }) => [id, { fileName, reference }] as const),
    ),
  );

/** What stands beside the entries: how long a doorbell keeps its clips, what officers left to read, and what happened. */
@Injectable()
export class DiaryAside {
  constructor(
    private readonly coach: CoachService,
    private readonly notes: HerNotesService,
    private readonly sending: SendingService,
    private readonly codes: OwnCodeService,
    private readonly earlier: EarlierDraftsService,
  ) {}

  /** That there were sessions on an officer's device, and whether something waits under an earlier code. */
  async past(visitor: Visitor): Promise<{ assistedTimes: readonly AssistedSession[]; hasEarlier: boolean }> {
    const assistedTimes = await this.codes.assistedSessions(visitor);
    return { assistedTimes, hasEarlier: await this.earlier.exist() };
  }

  /** What was sent before: the total, and the newest of it. */
  async given(visitor: Visitor, speech: Speech): Promise<{ given: Given; noted: ReadonlySet<string> }> {
    const { total, days } = givenView(speech, await this.sending.list(visitor), await this.sending.states());
    const [newest] = days;
    const last = newest && { ...newest, sendings: newest.sendings.slice(0, NEWEST) };
    // A note has a place of its own here.
    return { given: { total, days: last === undefined ? [] : [last] }, noted: new Set() };
  }

  async drafts(): Promise<Iterable<CoachedClip>> {
    return (await this.coach.drafts()).values();
  }

  /** Newest first, without those that have been put away. */
  async toRead(visitor: Visitor): Promise<PlacedNote[]> {
    const notes = (await this.notes.list(visitor)).filter(({ putAway }) => !putAway);
    if (notes.length === 0) return [];
    const places = placesOf(await this.sending.list(visitor));
    return notes.flatMap((note) => {
      const place = places.get(note.clipId);
      return place === undefined ? [] : [{ ...note, ...place }];
    });
  }
}
