import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isMake, MAKES } from '../../features/footage';
import { NotFound } from '../../kernel/errors';
import { HELP, HELP_WORDS } from './texts/help.en';

const MAKES_AND_OTHER = [...MAKES, 'other'] as const;
const links = MAKES_AND_OTHER.map((make) => ({ href: `/help/${make}`, name: HELP[make].name }));

/** How to save a clip, for each make of doorbell. They say nothing of her, so that they can be printed and kept open. */
@Controller('/help')
export class HelpController {
  @Get()
  list(@Res() response: Response): void {
    response.render('helps.njk', { title: HELP_WORDS.listTitle, words: HELP_WORDS, links });
  }

  /** @throws NotFound */
  @Get('/:make')
  make(@Param('make') make: string, @Res() response: Response): void {
    if (!isMake(make) && make !== 'other') throw new NotFound('This page');
    const help = HELP[make];
    const others = links.filter(({ name }) => name !== help.name);
    response.render('help.njk', { title: HELP_WORDS.title(help.name), words: HELP_WORDS, help, others });
  }
}
