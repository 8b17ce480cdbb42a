import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { EntryRefused, EntryService } from '../../features/invitations';
import { textField } from './form';
import { show } from './page';
import { refusalWords } from './problems';
import { Sessions } from './session';
import { speechOf, textsOf } from './speech';

declare module './page' {
  interface Pages {
    'home.njk': object;
    'code.njk': { readonly problem?: string };
  }
}

const PAGE = 'code.njk';

/** Her private link. Opening it changes nothing, so a preview robot cannot use it up. */
@Controller()
export class EntryController {
  constructor(
    private readonly entry: EntryService,
    private readonly sessions: Sessions,
  ) {}

  @Get('/')
  home(@Res() response: Response): void {
    show(response, 'home.njk', { title: textsOf(response).entry.home.title });
  }

  /** The same page for every token: whether a link lives is told only to those who have its code. */
  @Get('/i/:token')
  code(@Res() response: Response): void {
    show(response, PAGE, { title: textsOf(response).entry.code.title });
  }

  @Post('/i/:token')
  async enter(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const session = await this.entry.enter(token, textField(body, 'code', 40), request.ip ?? '');
      await this.sessions.start(request, response, session);
      response.redirect(303, '/next');
    } catch (error) {
      if (!(error instanceof EntryRefused)) throw error;
      const speech = speechOf(response);
      const problem = refusalWords(speech, error);
      show(response.status(403), PAGE, { title: speech.t.entry.code.title, problem });
    }
  }
}
