import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config';
import { show } from './page';
import { Sessions } from './session';
import { speechOf } from './speech';
import { hasHelplines } from './whose';

declare module './page' {
  interface Pages {
    'ask.njk': { readonly force: string; readonly helplines: readonly string[]; readonly address: string };
    'statement.njk': { readonly intro: string; readonly sections: readonly Section[] };
  }
}

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Paragraphs of a text that the operator wrote; empty: there is none. */
const paragraphs = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Whom to ask, and whether the page is real. Behind the code alone: it names the police. */
@Controller()
export class AskController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('/ask')
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const { ask } = speechOf(response).t;
    const { forceName: force, helplines, publicUrl } = this.config.intake;
    show(response, 'ask.njk', {
      title: ask.title,
      force,
      helplines: hasHelplines(visitor) ? (helplines.length > 0 ? helplines : ask.helplines) : [],
      address: new URL(publicUrl).host,
    });
  }

  @Get('/privacy')
  async privacy(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    const { t, say } = speechOf(response);
    const { title, who, whoNamed, sections } = t.ask.privacy;
    const { forceName: name, privacy } = this.config.intake;
    const days = this.config.limits.draftDays;
    const { personDays } = this.config.retention;
    const own = paragraphs(privacy);
    show(response, 'statement.njk', {
      title,
      intro: name === '' ? who : say(whoNamed, { name }),
      sections:
        own.length > 0
          ? [{ heading: '', lines: own }]
          : sections.map(({ heading, lines }) => ({
              heading,
              lines: lines.map((line) => say(line, { days, personDays })),
            })),
    });
  }

  @Get('/accessibility')
  async accessibility(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    const { title, lines } = speechOf(response).t.ask.accessibility;
    const own = paragraphs(this.config.intake.accessibility);
    show(response, 'statement.njk', {
      title,
      intro: '',
      sections: [{ heading: '', lines: own.length > 0 ? own : lines }],
    });
  }
}
