import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { isOwn, OwnCodeService, WrongOwnCode } from '../../features/invitations';
import { choice, typedCode } from './form';
import { show } from './page';
import { refusalWords } from './problems';
import { Sessions } from './session';
import { speechOf } from './speech';
import type { Texts } from './texts/language';

declare module './page' {
  interface Pages {
    'own-code.njk': {
      readonly words: Texts['code']['own'];
      readonly to: string;
      readonly problem: string | undefined;
    };
  }
}

/** What the code was asked for, and where it leads. */
const FOR = ['send', 'stop'] as const;
const leadsTo = (what: (typeof FOR)[number] | undefined): string =>
  what === undefined ? '/diary' : `/${what}`;

/** In an assisted session: the victim types their own code, and reaches all that is theirs. */
@Controller('/own-code')
export class OwnCodeController {
  constructor(
    private readonly sessions: Sessions,
    private readonly codes: OwnCodeService,
  ) {}

  @Get()
  async ask(@Query() query: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const what = choice(query, 'to', FOR);
    if (isOwn(await this.sessions.visitor(request))) response.redirect(303, leadsTo(what));
    else this.render(response, what);
  }

  @Post()
  async enter(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const what = choice(body, 'to', FOR);
    const code = typedCode(body);
    try {
      if (!isOwn(visitor)) {
        if (code === undefined) {
          this.render(response.status(400), what, speechOf(response).t.entry.code.title);
          return;
        }
        await this.codes.prove(visitor, code);
      }
      response.redirect(303, leadsTo(what));
    } catch (error) {
      if (!(error instanceof WrongOwnCode)) throw error;
      this.render(response.status(403), what, refusalWords(speechOf(response), error));
    }
  }

  private render(response: Response, to = '', problem?: string): void {
    const { own } = speechOf(response).t.code;
    show(response, 'own-code.njk', { title: own.title, words: own, to, problem });
  }
}
