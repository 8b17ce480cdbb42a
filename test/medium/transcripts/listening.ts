import { Test } from '@nestjs/testing';
import { PlatformModule } from '../../../src/apps/platform.module';
import { loadConfig } from '../../../src/config/config';
import { ProposingService, WordsMakingModule } from '../../../src/features/transcripts';
import type { WordProposalId } from '../../../src/kernel/ids';
import { WordProgram } from '../../../src/platform/media';
import { openEvidenceStore } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import type { World } from '../workspace/world';
import type { Typing } from './typing';

/** The worker's side, with its own database role and the program in that folder. */
export async function propose(
  world: World,
  id: string,
  folder: string | undefined,
  {
    last = true,
    signal = new AbortController().signal,
    ...change
  }: { last?: boolean; signal?: AbortSignal; minutes?: number } = {},
): Promise<void> {
  const config = { ...world.config, words: { ...loadConfig({}).words, folder, ...change } };
  const context = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({
        ...{ config, databaseUrl: world.database.urls.worker },
        logger: createLogger({ process: 'test', level: 'silent' }),
      }),
      WordsMakingModule.with({
        program: new WordProgram(config.media, config.words),
        evidence: await openEvidenceStore(config.objects),
      }),
    ],
  }).compile();
  try {
    await context.get(ProposingService).propose(id as WordProposalId, { signal, last });
  } finally {
    await context.close();
  }
}

export interface Words {
  readonly state: string;
  readonly id: string | null;
  readonly why: string | null;
  readonly by: { readonly program: string; readonly sha256: string } | null;
  readonly lines: readonly { readonly start: number; readonly words: string; readonly speaker: string }[];
}

export const proposalsOf = (clip: string): string => `/api/v1/clips/${clip}/transcripts/proposals`;

/** What officers ask of it, and the worker answers. */
export class Listening {
  /** @param folder of the program that answers where no other is named */
  constructor(
    private readonly typing: Typing,
    private readonly folder: string,
  ) {}

  readonly told = async (clip: string, by = this.typing.clients[0]): Promise<Words> =>
    JSON.parse((await by.call('GET', proposalsOf(clip))).text) as Words;

  readonly ask = (clip: string, by = this.typing.clients[0]) => by.call('POST', proposalsOf(clip), {});

  readonly rows = async (clip: string): Promise<{ id: string; state: string }[]> =>
    (
      await this.typing.world.admin.query<{ id: string; state: string }>(
        'SELECT id, state FROM lintel.word_proposal WHERE clip_id = $1 ORDER BY asked_at',
        [clip],
      )
    ).rows;

  /** Asks, and lets the worker answer with the program in that folder. */
  readonly proposed = async (clip: string, by = this.folder, change = {}): Promise<Words> => {
    expect((await this.ask(clip)).status).toBe(202);
    await propose(this.typing.world, (await this.rows(clip)).at(-1)?.id ?? '', by, change);
    return this.told(clip);
  };
}
