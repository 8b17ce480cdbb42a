import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ChosenFilesService, RemovedFilesService, SendingService } from '../../features/submissions';
import { DomainError } from '../../kernel/errors';
import { statusOf } from '../../platform/http';
import { Arrivals } from './arrivals';
import { aboutPath } from './file-view';
import { clipId } from './files.controller';
import { neutralIn } from './neutral-pages';
import { refusalWords } from './problems';
import { Sessions } from './session';
import { speechOf } from './speech';

/** As many as a page tells of at once. */
const MOST_AT_ONCE = 200;

const chosen = z.strictObject({
  files: z
    .array(
      z.strictObject({
        name: z.string().max(1_000),
        size: z.int().min(0),
        // A device whose clock or whose cloud is wrong says any number.
        modified: z.number().nullable(),
        fingerprint: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .nullable(),
      }),
    )
    .max(MOST_AT_ONCE),
});

/** No film is older than 1970, and a moment that no calendar has is none: such a file has no date, and is a file all the same. */
function dateOf(modified: number | null): Date | null {
  if (modified === null || modified <= 0) return null;
  const date = new Date(modified);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** A refusal of the domain in the victim's language, as the page's script shows it. */
async function inWords(response: Response, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'unauthenticated') throw error;
    response
      .status(statusOf(error))
      .type('text/plain')
      .send(refusalWords(speechOf(response), error));
  }
}

/** What the victim chose before it is here, and what the victim takes out and puts back. */
@Controller('/files')
export class ChosenController {
  constructor(
    private readonly sessions: Sessions,
    private readonly files: ChosenFilesService,
    private readonly removed: RemovedFilesService,
    private readonly sending: SendingService,
    private readonly arrivals: Arrivals,
  ) {}

  /** For the page's script: the moment that files are chosen. Gives their ids and the addresses of their pages in the same order, and what the draft is called. */
  @Post('/chosen')
  async register(
    @Body({ schema: chosen }) { files }: z.infer<typeof chosen>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const told = files.map(({ modified, ...file }) => ({
      ...file,
      fileDate: dateOf(modified),
    }));
    await inWords(response, async () => {
      const ids = await this.files.register(visitor, told);
      const abouts = ids.map((id) => neutralIn(response)(aboutPath(id)));
      response.json({ ids, abouts, reference: (await this.sending.reference(visitor)) ?? '' });
    });
  }

  /** For the page's script: from now on its bytes may come to `/upload/:id`. */
  @Post('/:id/begin')
  async begin(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    await inWords(response, async () => {
      await this.files.begin(visitor, clipId(id));
      response.status(204).end();
    });
  }

  @Post('/:id/remove')
  async takeOut(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    await this.removed.takeOut(clipId(id));
    response.redirect(303, '/files');
  }

  @Post('/:id/put-back')
  async putBack(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    await this.removed.putBack(clipId(id));
    response.redirect(303, '/files');
  }

  @Post('/:id/erase')
  async erase(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    await this.arrivals.erase(visitor, clipId(id));
    response.redirect(303, '/files');
  }
}
