import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config';
import { isMake, keptBy, MAKES } from '../../features/footage';
import { NotFound } from '../../kernel/errors';
import { keptLines } from './first-view';
import { show } from './page';
import { Sessions } from './session';
import { speechOf } from './speech';
import type { Texts } from './texts/language';

declare module './page' {
  interface Pages {
    'helps.njk': { readonly words: Texts['help']; readonly links: ReturnType<typeof linksOf> };
    'help.njk': {
      readonly words: Texts['help'];
      readonly help: Texts['makes'][keyof Texts['makes']];
      /** How long its clips are often kept. */
      readonly kept: readonly string[];
      readonly others: ReturnType<typeof linksOf>;
    };
  }
}

const MAKES_AND_OTHER = [...MAKES, 'other'] as const;

const linksOf = ({ makes }: Texts) =>
  MAKES_AND_OTHER.map((make) => ({ href: `/help/${make}`, name: makes[make].name }));

/** How to save a clip, for each make of doorbell. They say nothing of the victim, so that they can be printed and kept open. */
@Controller('/help')
export class HelpController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitorIfAny(request);
    const { t } = speechOf(response);
    show(response, 'helps.njk', { title: t.help.listTitle, words: t.help, links: linksOf(t) });
  }

  /** @throws NotFound */
  @Get('/:make')
  async make(@Param('make') make: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitorIfAny(request);
    if (!isMake(make) && make !== 'other') throw new NotFound('This page');
    const speech = speechOf(response);
    const { t, say } = speech;
    const help = t.makes[make];
    const others = linksOf(t).filter(({ name }) => name !== help.name);
    const title = say(t.help.title, { name: help.name });
    const kept = make === 'other' ? [] : keptLines(speech, make, keptBy(this.config)[make]);
    show(response, 'help.njk', { title, words: t.help, help, kept, others });
  }
}
