import { seedFilm } from '../watching/film';
import { signedIn, type OfficerClient } from '../workspace/client';
import type { World } from '../workspace/world';
import { Desk } from './desk';
import type { Copier } from './film';
import type { Sealer } from './support';

interface Listed {
  readonly id: string;
  readonly fileName: string;
  readonly stands: boolean;
  readonly written: { readonly kind: string; readonly version: number } | null;
}

/** What is typed of a recording by the desk's officer, and checked by a colleague. */
export class Typist {
  private constructor(
    private readonly desk: Desk,
    private readonly colleague: OfficerClient,
  ) {}

  static async of(desk: Desk): Promise<Typist> {
    const { world, home, officer } = desk;
    const other = await world.officer('investigator');
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
      [home.investigation, other.id, officer.id],
    );
    return new Typist(desk, await signedIn(world, other));
  }

  /** A draft with these words. */
  async draft(clip: string, words: string, reason = ''): Promise<string> {
    const { id } = await this.desk.post(`/api/v1/clips/${clip}/transcripts`, { reason });
    await this.desk.post(
      `/api/v1/transcripts/${String(id)}/lines`,
      { revision: 0, lines: lines(words) },
      200,
    );
    return String(id);
  }

  async finish(id: string, words: string, revision = 1): Promise<string> {
    const body = { revision, lines: lines(words) };
    const { sha256 } = await this.desk.post(`/api/v1/transcripts/${id}/finish`, body, 200);
    return String(sha256);
  }

  /** Heard, and checked. */
  async check(clip: string, id: string, sha256: string): Promise<void> {
    await this.colleague.form(`/clips/${clip}/transcript/viewings`, {});
    const answer = await this.colleague.call('POST', `/api/v1/transcripts/${id}/check`, { sha256 });
    expect(answer.status).toBe(204);
  }

  /** A checked transcript with these words. @returns the SHA-256 of its captions */
  async checked(clip: string, words: string, reason = ''): Promise<string> {
    const id = await this.draft(clip, words, reason);
    const sha256 = await this.finish(id, words);
    await this.check(clip, id, sha256);
    return sha256;
  }

  /** Transcripts among the items, in the order of the list. */
  async items(): Promise<Listed[]> {
    const { items } = await this.desk.get<{ items: Listed[] }>(this.desk.ofCase('items?limit=200'));
    return items.filter(({ written }) => written?.kind === 'transcript');
  }
}

export const lines = (words: string): object[] => [
  { start: 0, end: 900, speaker: 'Man', words, language: '', translation: '' },
];

/** A case with one exhibit that is evidence, and somebody who types. */
export async function openTyped(
  world: World,
  copier: Copier,
): Promise<{ desk: Desk; typist: Typist; clip: string }> {
  const desk = await Desk.open(world);
  const { id } = await seedFilm(world, desk.home, 'h264', 'door.mp4');
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'The door' };
  await desk.post(`/api/v1/clips/${id}/accept`, words);
  await desk.decide([id], { classification: 'evidence' });
  await copier.ensure(id);
  return { desk, typist: await Typist.of(desk), clip: id };
}

/** Decides that the defence is given it, and makes its file. */
export async function disclose(sealer: Sealer, desk: Desk, item: string, more: object = {}): Promise<void> {
  const verdict = { classification: 'unused', meetsTest: true, originalToDefence: true } as const;
  await desk.decide([item], { ...verdict, description: 'Transcript of AB/1', ...more });
  await sealer.lock(item);
}
