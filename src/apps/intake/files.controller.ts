import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Visitor } from '../../features/invitations';
import { NotFound } from '../../kernel/errors';
import { isUuid, sha256Hex, type ClipId } from '../../kernel/ids';
import { onceClosed } from '../../platform/http';
import type { Logger } from '../../platform/observability';
import { LOGGER } from '../platform.module';
import { Arrivals } from './arrivals';
import { FilesBoard, type BoardView } from './files-board';
import { textField } from './form';
import { FormUpload } from './form-upload';
import { show } from './page';
import { neutralIn } from './neutral-pages';
import type { Refused } from './refused-files';
import { Sessions } from './session';
import { leadingTo, watchSession } from './session-watch';
import { speechOf, textsOf } from './speech';
import { Steps } from './steps';

declare module './page' {
  interface Pages {
    'files.njk': BoardView & { readonly refused: readonly Refused[] | undefined };
  }
}

const fingerprint = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .transform(sha256Hex),
});

/** @throws NotFound: a malformed id names no file */
export function clipId(text: string): ClipId {
  if (!isUuid(text)) throw new NotFound('The file');
  return text as ClipId;
}

/** The victim's files before they are sent. */
@Controller()
export class FilesController {
  constructor(
    private readonly sessions: Sessions,
    private readonly steps: Steps,
    private readonly board: FilesBoard,
    private readonly arrivals: Arrivals,
    private readonly upload: FormUpload,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('/files')
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    await this.steps.requireDone(visitor);
    await this.render(
      response,
      visitor,
      this.upload.refusals.of(visitor, textField(request.query, 'refused', 20)),
    );
  }

  /** For the page's script. */
  @Get('/files.json')
  async states(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const visitor = await this.sessions.visitor(request);
    return this.board.listed(visitor, speechOf(response), neutralIn(response));
  }

  @Post('/files')
  async add(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const cut = leadingTo('/files', request, response);
    onceClosed(response, watchSession(this.sessions, request, this.logger, cut));
    const result = await this.sessions.whileItLasts(request, () =>
      this.upload.receive(request, response, visitor, speechOf(response)),
    );
    if (response.headersSent) return;
    // Nothing is left in the browser that would send again what was taken.
    if (result.refused.length > 0 && result.stored > 0)
      response.redirect(303, `/files?refused=${this.upload.refusals.keep(visitor, result.refused)}`);
    else if (result.refused.length > 0) await this.render(response.status(400), visitor, result.refused);
    else if (result.stored > 0) response.redirect(303, '/files');
    else
      await this.render(response.status(400), visitor, [
        { name: '', reason: textsOf(response).files.choose },
      ]);
  }

  @Post('/files/:id/fingerprint')
  @HttpCode(204)
  async fingerprint(
    @Param('id') id: string,
    @Body({ schema: fingerprint }) body: z.infer<typeof fingerprint>,
    @Req() request: Request,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    await this.arrivals.fingerprint(visitor, clipId(id), body.sha256);
  }

  private async render(response: Response, visitor: Visitor, refused?: readonly Refused[]): Promise<void> {
    const { title } = textsOf(response).page.filesPage;
    const board = await this.board.view(visitor, speechOf(response), neutralIn(response));
    show(response, 'files.njk', { title, refused, ...board });
  }
}
