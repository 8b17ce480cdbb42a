import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CustodyLog, clipSubject } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import { randomId, type ExhibitId, type ExhibitRef, type OfficerId, type StillId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { Outbox } from '../../../platform/queue';
import { InvestigationsService } from '../../investigations';
import { ClipRepository } from '../clip.repository';
import { ExhibitRepository, type Exhibit } from '../exhibit.repository';
import { frameCountOf, isDerived, seriesFrames, stillRef } from './domain';
import { makeStill } from './jobs';
import { FrameTaken, NoFilm, NoFrame, SeriesBackwards, SeriesTaken, TooManyStills } from './stills.errors';
import { StillsRepository, type AskedStill } from './stills.repository';

export interface StillOrder {
  /** Counted from 1. */
  readonly frame: number;
  readonly description: string;
}

export interface SeriesOrder {
  /** The first frame and the last, counted from 1. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly description: string;
}

interface GivenStill {
  readonly id: StillId;
  readonly reference: ExhibitRef;
}

/** What a frame may be taken from, as an officer sees it. */
@Injectable()
export class StillSources {
  constructor(
    private readonly clips: ClipRepository,
    private readonly exhibits: ExhibitRepository,
    private readonly investigations: InvestigationsService,
  ) {}

  /** @throws NotFound */
  async exhibit(tx: Transaction, by: OfficerId, id: ExhibitId): Promise<Exhibit> {
    const found = await this.exhibits.byId(tx, id);
    if (found === undefined) throw new NotFound('The exhibit');
    await this.investigations.requireMember(tx, by, found.investigationId);
    return found;
  }

  /** @throws NoFilm */
  async frameCount(tx: Transaction, of: Pick<Exhibit, 'clipId' | 'reference'>): Promise<number> {
    if (isDerived(of.reference)) throw new NoFilm();
    const count = frameCountOf((await this.clips.rendition(tx, of.clipId, 'proxy'))?.facts);
    if (count === undefined) throw new NoFilm();
    return count;
  }
}

/** Single frames of an exhibit, each an exhibit of its own. The worker takes them from the master. */
@Injectable()
export class StillsService {
  constructor(
    private readonly database: Database,
    private readonly stills: StillsRepository,
    private readonly lookup: StillSources,
    private readonly custody: CustodyLog,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** By number. @throws NotFound */
  async ofExhibit(by: OfficerId, id: ExhibitId): Promise<AskedStill[]> {
    return this.database.transaction(async (tx) => {
      await this.lookup.exhibit(tx, by, id);
      return this.stills.ofExhibit(tx, id);
    });
  }

  /** What an exhibit was taken from; `undefined` when it is no still. @throws NotFound */
  async origin(by: OfficerId, id: ExhibitId): Promise<AskedStill | undefined> {
    return this.database.transaction(async (tx) => {
      await this.lookup.exhibit(tx, by, id);
      return this.stills.byId(tx, id);
    });
  }

  /** The reference is given at once and is never another's. @throws NotFound, NoFilm, NoFrame, FrameTaken, TooManyStills */
  async ask(by: OfficerId, id: ExhibitId, order: StillOrder): Promise<GivenStill> {
    return this.database.transaction(async (tx) => {
      const exhibit = await this.source(tx, by, id, order.frame);
      const number = await this.stills.nextNumber(tx, id);
      // Whoever asks at the same moment waits for the number, and is told of this one.
      const taken = await this.stills.ofFrame(tx, id, order.frame);
      if (taken !== undefined) throw new FrameTaken(taken.reference);
      return this.put(tx, by, exhibit, order, number);
    });
  }

  /** All of them, or none, also of frames that were taken before: each is described, and says which of how many it is. @throws NotFound, NoFilm, NoFrame, SeriesBackwards, SeriesTaken, TooManyStills */
  async series(by: OfficerId, id: ExhibitId, order: SeriesOrder): Promise<GivenStill[]> {
    const { from, to, count, description } = order;
    if (to <= from) throw new SeriesBackwards();
    return this.database.transaction(async (tx) => {
      const exhibit = await this.source(tx, by, id, to);
      const orders = seriesFrames(from, to, count).map((frame, place, { length }) => ({
        frame,
        description: `${description} (${place + 1} of ${length})`,
      }));
      // Whoever asks at the same moment waits for the number, and is told of this one.
      let number = await this.stills.nextNumber(tx, id);
      const before = await this.stills.described(tx, id, orders);
      const frames = new Set(before.map(({ frame }) => frame));
      if (orders.every(({ frame }) => frames.has(frame)))
        throw new SeriesTaken(before[0]?.reference ?? '', before.at(-1)?.reference ?? '');
      const given: GivenStill[] = [];
      for (const order of orders) {
        if (given.length > 0) number = await this.stills.nextNumber(tx, id);
        given.push(await this.put(tx, by, exhibit, order, number));
      }
      return given;
    });
  }

  /** An exhibit that has this frame. */
  private async source(tx: Transaction, by: OfficerId, id: ExhibitId, frame: number): Promise<Exhibit> {
    const exhibit = await this.lookup.exhibit(tx, by, id);
    const count = await this.lookup.frameCount(tx, exhibit);
    if (frame > count) throw new NoFrame(count);
    return exhibit;
  }

  private async put(
    tx: Transaction,
    by: OfficerId,
    { id: exhibitId, clipId, investigationId, reference: of }: Exhibit,
    { frame, description }: StillOrder,
    number: number,
  ): Promise<GivenStill> {
    const { stillsPerExhibit } = this.config.limits;
    if (number > stillsPerExhibit) throw new TooManyStills(stillsPerExhibit);
    const [still, reference] = [randomId<StillId>(), stillRef(of, number)];
    await this.stills.insert(tx, { id: still, exhibitId, clipId, number, frame, description }, by);
    await this.outbox.add(tx, makeStill, { stillId: still });
    await this.custody.append(tx, {
      type: 'still-asked',
      subject: clipSubject(clipId),
      investigation: investigationId,
      detail: { still, exhibit: exhibitId, frame },
      // Not `reference`: that is what the item of this chain is called.
      secrets: { numberedAs: reference, shows: description },
    });
    return { id: still, reference };
  }
}
