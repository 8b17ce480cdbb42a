import { All, Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFound } from '../../kernel/errors';
import { Sessions } from './session';

/**
 * An address of a page behind the code that does not open: of another session, or damaged. Without a session it is a page like any
 * other whose session has ended; with one, a link on a page that is older than it leads to where the victim's pages begin.
 */
@Controller('/p')
export class LostController {
  constructor(private readonly sessions: Sessions) {}

  /** @throws SessionEnded; NotFound for what would have changed something */
  @All('/:token')
  async lost(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new NotFound('This page');
    response.redirect(303, '/next');
  }
}
