import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { InvestigationsService } from '../../../../features/investigations';
import { DomainError } from '../../../../kernel/errors';
import type { InvestigationId, OfficerId } from '../../../../kernel/ids';
import { actingAs, actingNow, ChangeListener, Database } from '../../../../platform/database';
import { onceClosed } from '../../../../platform/http';

/** Streams at the same time: of one officer, and of the process. */
const OF_OFFICER = 8;
const OF_ALL = 500;
/** Changes that come quickly after one another are told once. */
const NO_OFTENER_MS = 1_500;
/** A word now and then, so that nothing between here and the browser takes the silence for the end. */
const SIGN_MS = 25_000;
const LASTS_MS = 30 * 60_000;

export class TooManyStreams extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'too-many-streams';
  constructor() {
    super('Too many pages follow changes at the same time. Pages go on without it.');
  }
}

/** Tells pages that something has changed, and never what: they read it again, with the rights that they have then. */
@Injectable()
export class ChangeStreams {
  private readonly open = new Map<OfficerId, Set<() => void>>();
  private count = 0;

  constructor(
    private readonly listener: ChangeListener,
    private readonly database: Database,
    private readonly investigations: InvestigationsService,
  ) {}

  /** Takes over the response of somebody who may read the investigation. @throws NotFound, TooManyStreams */
  async take(officer: OfficerId, id: InvestigationId, response: Response): Promise<void> {
    const mine = this.open.get(officer) ?? new Set();
    if (mine.size >= OF_OFFICER || this.count >= OF_ALL) throw new TooManyStreams();
    // Counted before anything is waited for, so that many at once are not all let in.
    let stop = (): void => undefined;
    const end = (): void => stop();
    this.open.set(officer, mine.add(end));
    this.count += 1;
    const release = (): void => {
      if (mine.delete(end)) this.count -= 1;
      if (mine.size === 0 && this.open.get(officer) === mine) this.open.delete(officer);
    };
    try {
      await this.database.transaction((tx) => this.investigations.requireMember(tx, officer, id));
    } catch (error) {
      release();
      throw error;
    }
    stop = this.stream(officer, id, response, release);
  }

  /** Before the process stops: a stream would hold it up. */
  endAll(): void {
    for (const those of this.open.values()) for (const end of those) end();
  }

  private stream(
    officer: OfficerId,
    id: InvestigationId,
    response: Response,
    release: () => void,
  ): () => void {
    const who = actingNow();
    let timer: NodeJS.Timeout | undefined;
    let toldAt = 0;
    const stop = (): void => {
      for (const unsubscribe of subscriptions) unsubscribe();
      clearTimeout(timer);
      clearInterval(sign);
      clearTimeout(last);
      release();
      response.end();
    };
    /**
     * Rights are asked for again before every word, also the one that only says that the stream is there: to a session that has ended, or a
     * former member, nothing is written any more, and the stream ends. Asking uses no session.
     */
    const say = async (word: string): Promise<void> => {
      const may = await actingAs(who, () =>
        this.database.transaction((tx) => this.investigations.mayEnter(tx, officer, id)),
      ).catch(() => false);
      if (!may) stop();
      else if (!response.writableEnded) response.write(word);
    };
    const told = (): void => {
      if (timer !== undefined) return;
      timer = setTimeout(
        () => {
          toldAt = Date.now();
          timer = undefined;
          void say('event: changed\ndata: changed\n\n');
        },
        Math.max(0, toldAt + NO_OFTENER_MS - Date.now()),
      );
    };
    const still = (): void => void say(':\n\n');
    const subscriptions = [
      this.listener.subscribe(id, told),
      // A session or a membership of the officer has ended: perhaps the one by which this is heard.
      this.listener.subscribe(officer, still),
    ];
    const sign = setInterval(still, SIGN_MS);
    const last = setTimeout(stop, LASTS_MS);
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    // Else its end, whenever that is, would count as a use of the session and keep it alive.
    delete (response.req as Partial<Request>).session;
    response.write(':\n\n');
    onceClosed(response, stop);
    return stop;
  }
}
