import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFound } from '../../kernel/errors';
import { textField } from './form';
import { show } from './page';
import { Sessions } from './session';
import { spokenHere, textsOf } from './speech';

declare module './page' {
  interface Pages {
    'language.njk': { readonly to: string };
  }
}

/** A page of this service, and nothing else: a choice must not lead anywhere but back. */
const LOCAL = /^\/[\w-]+(\/[\w.-]+)*$/;
const wayBack = (to: string): string => (LOCAL.test(to) ? to : '/next');

/** The choice of a language, kept in the session. While there is only one, there is no such page. */
@Controller('/language')
export class LanguageController {
  constructor(private readonly sessions: Sessions) {}

  @Get()
  async ask(@Query('to') to: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (spokenHere(response).length < 2) throw new NotFound('This page');
    await this.sessions.visitor(request);
    const { title } = textsOf(response).entry.language;
    show(response, 'language.njk', { title, to: wayBack(typeof to === 'string' ? to : '') });
  }

  @Post()
  async choose(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const wanted = textField(body, 'language', 40);
    const spoken = spokenHere(response).find(({ tag }) => tag === wanted);
    if (spoken === undefined) throw new NotFound('This language');
    await this.sessions.choose(request, spoken.tag);
    response.redirect(303, wayBack(textField(body, 'to', 200)));
  }
}
