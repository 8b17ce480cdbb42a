import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { WrongOwnCode } from '../../features/invitations';
import { EarlierDraftsService } from '../../features/submissions';
import { typedCode } from './form';
import { show } from './page';
import { refusalWords } from './problems';
import { Sessions } from './session';
import { speechOf } from './speech';
import { homeIn } from './whose';
import type { Texts } from './texts/language';

declare module './page' {
  interface Pages {
    'earlier.njk': { readonly words: Texts['code']['earlier']; readonly problem: string | undefined };
  }
}

/** What was not sent before the code was renewed: the code of that time brings it back. */
@Controller('/earlier')
export class EarlierController {
  constructor(
    private readonly sessions: Sessions,
    private readonly earlier: EarlierDraftsService,
  ) {}

  @Get()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    if (await this.earlier.exist()) this.render(response);
    else response.redirect(303, homeIn(response));
  }

  @Post()
  async bringBack(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    const code = typedCode(body);
    if (code === undefined) {
      this.render(response.status(400), speechOf(response).t.entry.code.check);
      return;
    }
    try {
      await this.earlier.bringBack(code);
      response.redirect(303, homeIn(response));
    } catch (error) {
      if (!(error instanceof WrongOwnCode)) throw error;
      this.render(response.status(403), refusalWords(speechOf(response), error));
    }
  }

  private render(response: Response, problem?: string): void {
    const { earlier } = speechOf(response).t.code;
    show(response, 'earlier.njk', { title: earlier.title, words: earlier, problem });
  }
}
