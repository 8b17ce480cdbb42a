import { Controller, Get, HttpCode, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Sessions } from './session';

/**
 * Asked by each page that stands open, now and then and whenever somebody comes back to it. It tells nothing but whether the session of the page
 * is still there, and keeps none alive: one that nobody uses runs out although its page is open.
 */
@Controller()
export class StillController {
  constructor(private readonly sessions: Sessions) {}

  /** @throws SessionEnded */
  @Get('/still')
  @HttpCode(204)
  async still(@Req() request: Request): Promise<void> {
    await this.sessions.stands(request);
  }
}
