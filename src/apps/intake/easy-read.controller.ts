import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { EntryService } from '../../features/invitations';
import { easyReadSections } from './easy-read';
import { show } from './page';
import { Sessions } from './session';
import { textsOf } from './speech';

declare module './page' {
  interface Pages {
    'easy-read.njk': {
      readonly confirmed: boolean;
      readonly sections: ReturnType<typeof easyReadSections>;
    };
  }
}

/** The victim's notice in easy words. Who reads it is recorded nowhere: it would tell of a disability. */
@Controller()
export class EasyReadController {
  constructor(
    private readonly sessions: Sessions,
    private readonly entry: EntryService,
  ) {}

  @Get('/notice/easy-read')
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const { easyRead } = textsOf(response);
    show(response, 'easy-read.njk', {
      title: easyRead.title,
      confirmed: await this.entry.noticeConfirmed(visitor),
      sections: easyReadSections(easyRead),
    });
  }
}
