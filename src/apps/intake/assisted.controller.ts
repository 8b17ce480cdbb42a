import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { EntryRefused, EntryService } from '../../features/invitations';
import { show } from './page';
import { Sessions } from './session';
import { textsOf } from './speech';

declare module './page' {
  interface Pages {
    'assisted.njk': { readonly problem?: string };
  }
}

/** The pass of an officer beside the victim. Opening it changes nothing; pressing the button uses it up. */
@Controller('/a/:token')
export class AssistedController {
  constructor(
    private readonly entry: EntryService,
    private readonly sessions: Sessions,
  ) {}

  @Get()
  ask(@Res() response: Response): void {
    show(response, 'assisted.njk', { title: textsOf(response).entry.assisted.title });
  }

  @Post()
  async start(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      await this.sessions.start(request, response, await this.entry.enterAssisted(token));
      response.redirect(303, '/next');
    } catch (error) {
      if (!(error instanceof EntryRefused)) throw error;
      const { title, used } = textsOf(response).entry.assisted;
      show(response.status(403), 'assisted.njk', { title, problem: used });
    }
  }
}
