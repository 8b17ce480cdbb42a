import { seedFilm } from '../watching/film';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, type Case, type World } from '../workspace/world';

export interface Version {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly author: string;
  readonly revision: number;
  readonly sha256: string | null;
  readonly checker: string | null;
  readonly lines: readonly { readonly words: string }[];
}

export const line = (start: number | null, end: number | null, words: string, more: object = {}): object => ({
  ...{ start, end, speaker: 'Man', words, language: '', translation: '' },
  ...more,
});

/** Two officers of one case and one of another, and what they do to transcripts. */
export class Typing {
  private constructor(
    readonly world: World,
    readonly home: Case,
    readonly clients: readonly [author: OfficerClient, colleague: OfficerClient, stranger: OfficerClient],
    readonly names: readonly string[],
  ) {}

  static async open(around: Readonly<Record<string, string>> = {}): Promise<Typing> {
    const world = await openWorld(around);
    const [officer, other, outside] = [await world.officer(), await world.officer(), await world.officer()];
    const home = await seedCase(world, officer.id);
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
      [home.investigation, other.id],
    );
    await seedCase(world, outside.id);
    const [author, colleague] = [await signedIn(world, officer), await signedIn(world, other)];
    const clients = [author, colleague, await signedIn(world, outside)] as const;
    return new Typing(world, home, clients, [officer.displayName, other.displayName]);
  }

  async close(): Promise<void> {
    await this.world.close();
  }

  readonly film = async (): Promise<string> => (await seedFilm(this.world, this.home, 'h264', 'door.mp4')).id;

  readonly begin = async (clip: string, by = this.clients[0], reason = ''): Promise<string> => {
    const answer = await by.call('POST', `/api/v1/clips/${clip}/transcripts`, { reason });
    expect(answer.status).toBe(201);
    return answer.json().id;
  };

  readonly save = (
    id: string,
    revision: number,
    lines: readonly object[],
    by = this.clients[0],
    act = 'lines',
  ) => by.call('POST', `/api/v1/transcripts/${id}/${act}`, { revision, lines });

  readonly finish = (id: string, revision: number, lines: readonly object[], by = this.clients[0]) =>
    this.save(id, revision, lines, by, 'finish');

  readonly one = async (id: string, by = this.clients[0]): Promise<Version> =>
    JSON.parse((await by.call('GET', `/api/v1/transcripts/${id}`)).text) as Version;

  readonly versions = async (clip: string): Promise<Version[]> =>
    (
      JSON.parse((await this.clients[0].call('GET', `/api/v1/clips/${clip}/transcripts`)).text) as {
        items: Version[];
      }
    ).items;
}
