import type { RedactionMaker } from '../redaction/maker';
import { seedFilm } from '../watching/film';
import type { World } from '../workspace/world';
import { Desk } from './desk';
import type { Copier } from './film';
import type { Sealer } from './support';

interface Listed {
  readonly id: string;
  readonly fileName: string;
  readonly written: { readonly kind: string; readonly version: number } | null;
}

/** A case with two exhibits, and somebody who puts films of them together. */
export class Cutter {
  private constructor(
    readonly desk: Desk,
    readonly clips: readonly [string, string],
    private readonly maker: RedactionMaker,
    private readonly sealer: Sealer,
  ) {}

  static async open(
    world: World,
    tools: { readonly copier: Copier; readonly maker: RedactionMaker; readonly sealer: Sealer },
  ): Promise<Cutter> {
    const desk = await Desk.open(world);
    const clips: string[] = [];
    for (const name of ['gate.mp4', 'door.mp4']) {
      const { id } = await seedFilm(world, desk.home, 'h264', name);
      await desk.post(`/api/v1/clips/${id}/accept`, {
        ...{ initials: 'AB', producerName: 'Ann Bell', description: 'The door' },
      });
      await world.admin.query(`UPDATE lintel.clip SET event_at = $2, event_by = 'chosen' WHERE id = $1`, [
        id,
        `2026-07-14T0${clips.length + 1}:04:05Z`,
      ]);
      await tools.copier.ensure(id);
      clips.push(id);
    }
    await desk.decide(clips, { classification: 'evidence' });
    return new Cutter(desk, clips as [string, string], tools.maker, tools.sealer);
  }

  /** An approved redacted copy. */
  async redaction(clip: string): Promise<string> {
    const mask = {
      ...{ shape: 'rectangle', kind: 'solid', reason: 'child', from: 1, to: 45 },
      keys: [{ frame: 1, x: 20, y: 20, w: 60, h: 40 }],
    };
    const body = { base: 0, edits: { masks: [mask], sound: [], trim: null } };
    const { id } = await this.desk.post(`/api/v1/clips/${clip}/redactions`, body, 202);
    await this.maker.make(String(id));
    await this.looked(`/api/v1/redactions/${String(id)}`, 'approved');
    return String(id);
  }

  async choose(clip: string, redaction: string | null): Promise<void> {
    const body = { redaction, reason: 'A child is seen' };
    await this.desk.post(`/api/v1/clips/${clip}/redaction-choice`, body, 204);
  }

  /** A film of both, made, looked through and approved. @param copy of the second one */
  async film(title = 'The evening', copy: string | null = null): Promise<string> {
    const [first, second] = this.clips;
    const parts = [
      { clip: first, from: 1, to: 3 },
      { clip: second, from: 2, to: 4, ...(copy !== null && { copy }) },
    ];
    const body = { title, reason: 'To be shown in court', parts };
    const { id } = await this.desk.post(this.desk.ofCase('compilations'), body, 202);
    await this.maker.compile(String(id));
    await this.judge(String(id), 'approved');
    return String(id);
  }

  judge(film: string, outcome: string): Promise<void> {
    return this.looked(`/api/v1/compilations/${film}`, outcome);
  }

  private async looked(path: string, outcome: string): Promise<void> {
    await this.desk.post(`${path}/viewings`, {});
    await this.desk.post(`${path}/review`, { outcome, reason: outcome === 'refused' ? 'Not so' : '' }, 204);
  }

  /** Films among the items. */
  async items(): Promise<Listed[]> {
    const { items } = await this.desk.get<{ items: Listed[] }>(this.desk.ofCase('items?limit=200'));
    return items.filter(({ written }) => written?.kind === 'film');
  }

  /** The one film is decided to go to the defence, and every form is made. @returns the item */
  async disclose(more: object = {}): Promise<string> {
    const [item] = await this.items();
    const verdict = { classification: 'unused', meetsTest: true, originalToDefence: true } as const;
    await this.desk.decide([item?.id ?? ''], { ...verdict, description: 'The evening', ...more });
    await this.sealer.lock(item?.id ?? '');
    await this.desk.makeForms();
    return item?.id ?? '';
  }
}
