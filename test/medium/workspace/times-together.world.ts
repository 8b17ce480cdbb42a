import type { z } from 'zod';
import { timesProposed } from '../../../src/apps/workspace/areas/evidence/times-together.model';
import type { Officer } from '../../../src/features/identity';
import { seedTimedClips } from '../../factories/timed-clips';
import { signedIn, type Answer, type OfficerClient } from './client';
import { openWorld, seedCase, type Case, type World } from './world';

type Proposed = z.infer<typeof timesProposed>;

interface Chosen {
  readonly clip: string;
  readonly source: string;
  readonly instant: string;
  readonly reason: string;
}
interface Event {
  readonly subject: string;
  readonly source: string;
  readonly at: string;
}

/** Every group with the reading that stands first. */
export const likely = ({ groups }: Proposed) => ({
  clips: groups.flatMap(({ clips }) => clips.map(({ id, state }) => ({ id, state }))),
  choices: groups.map(({ group, readings }) => ({ group, reading: readings[0]?.reading })),
});

/** An officer who chooses the times of clips of one investigation. */
export class TimesWorld {
  private constructor(
    readonly world: World,
    readonly officer: Officer,
    readonly client: OfficerClient,
    readonly home: Case,
  ) {}

  static async open(): Promise<TimesWorld> {
    const world = await openWorld({ LIMIT_CLIPS_TOGETHER: '15' });
    const officer = await world.officer();
    return new TimesWorld(world, officer, await signedIn(world, officer), await seedCase(world, officer.id));
  }

  /** The same officer in another investigation, in which nothing has happened. */
  async anew(): Promise<TimesWorld> {
    const { world, officer, client } = this;
    return new TimesWorld(world, officer, client, await seedCase(world, officer.id));
  }

  get address(): string {
    return `/investigations/${this.home.investigation}/evidence`;
  }

  propose(clips: readonly string[], by = this.client): Promise<Answer> {
    return by.call('POST', `/api/v1${this.address}/times/proposals`, { clips });
  }

  async groupsOf(clips: readonly string[]): Promise<Proposed> {
    return timesProposed.parse((await this.propose(clips)).json());
  }

  choose(body: object, by = this.client): Promise<Answer> {
    const reason = 'Both doorbells name their files so';
    return by.call('POST', `/api/v1${this.address}/times`, { reason, ...body });
  }

  /** What was chosen, in that order. */
  async chosen(): Promise<Chosen[]> {
    const { rows } = await this.world.admin.query<Chosen>(
      `SELECT c.file_name AS clip, k.source, to_char(t.instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') AS instant, t.reason
         FROM lintel.time_choice t JOIN lintel.clip c ON c.id = t.clip_id JOIN lintel.time_candidate k ON k.id = t.candidate_id
        WHERE c.investigation_id = $1 ORDER BY t.id`,
      [this.home.investigation],
    );
    return rows;
  }

  /** What the log says of it. */
  async events(): Promise<Event[]> {
    const { rows } = await this.world.admin.query<Event>(
      `SELECT r.subject, r.event::jsonb #>> '{detail,source}' AS source, r.event::jsonb ->> 'at' AS at
         FROM custody.record r JOIN lintel.clip c ON r.subject = 'clip:' || c.id
        WHERE c.investigation_id = $1 AND r.event::jsonb ->> 'type' = 'time-chosen' ORDER BY r.seq`,
      [this.home.investigation],
    );
    return rows;
  }

  clips(make: 'ring' | 'eufy', clips: number, from = 1): Promise<string[]> {
    return seedTimedClips(this.world.admin, this.home, { make, clips, from });
  }

  /** Seven of one doorbell in summer, of which name and file agree; five of another whose names alone tell. */
  async doorbells(): Promise<{ ring: string[]; eufy: string[] }> {
    return { ring: await this.clips('ring', 7), eufy: await this.clips('eufy', 5) };
  }
}
