import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { show } from './page';
import { Sessions } from './session';
import { textsOf } from './speech';

declare module './page' {
  interface Pages {
    'website.njk': object;
  }
}

/** What anyone may read: it says nothing of whose page it is, nor whether a link lives. */
@Controller()
export class WebsiteController {
  constructor(private readonly sessions: Sessions) {}

  @Get('/about')
  async about(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitorIfAny(request);
    show(response, 'website.njk', { title: textsOf(response).entry.website.title });
  }
}
