import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { EntryService } from '../../features/invitations';
import { NotFound } from '../../kernel/errors';
import { sendObject } from '../../platform/http';
import { BSL_FILM, type BslFilm } from './bsl-film';
import { show } from './page';
import { Sessions } from './session';
import { textsOf } from './speech';

declare module './page' {
  interface Pages {
    'bsl.njk': { readonly confirmed: boolean };
  }
}

/** The notice as a film of the force's own, from this server alone. Behind the code: it names the police. */
@Controller('/notice')
export class BslController {
  constructor(
    private readonly sessions: Sessions,
    private readonly entry: EntryService,
    @Inject(BSL_FILM) private readonly film: BslFilm | undefined,
  ) {}

  @Get('/bsl')
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    this.filmThere();
    show(response, 'bsl.njk', {
      title: textsOf(response).bsl.title,
      confirmed: await this.entry.noticeConfirmed(visitor),
    });
  }

  @Get('/bsl.mp4')
  async video(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    await sendObject(request, response, await this.filmThere().video());
  }

  @Get('/bsl.vtt')
  async captions(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    await sendObject(request, response, await this.filmThere().captions());
  }

  /** @throws NotFound */
  private filmThere(): BslFilm {
    if (this.film === undefined) throw new NotFound('This page');
    return this.film;
  }
}
