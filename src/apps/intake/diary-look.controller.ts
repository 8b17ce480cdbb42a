import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DiaryService } from '../../features/diary';
import type { Visitor } from '../../features/invitations';
import { SendingService } from '../../features/submissions';
import { CLOCK, type Clock } from '../../kernel/clock';
import { Arrivals } from './arrivals';
import { shortOf } from './diary.controller';
import { monthsOf, weekdays, type DayEntry, type Month } from './diary-days';
import { finder, wordsOf } from './diary-search';
import { textField } from './form';
import { show } from './page';
import { Sessions } from './session';
import { speechOf } from './speech';
import { Steps } from './steps';

interface FoundFile {
  readonly fileName: string;
  /** Where it is shown. */
  readonly href: string;
}

declare module './page' {
  interface Pages {
    'diary-days.njk': {
      readonly months: readonly Month[];
      readonly undated: readonly DayEntry[];
      readonly days: ReturnType<typeof weekdays>;
    };
    'diary-search.njk': {
      readonly words: string;
      readonly isAsked: boolean;
      readonly entries: readonly { readonly id: string; readonly short: string }[];
      readonly files: readonly FoundFile[];
    };
  }
}

const LONGEST_SEARCH = 200;

/** Other ways to look at what the victim gave and wrote. */
@Controller('/diary')
export class DiaryLookController {
  constructor(
    private readonly sessions: Sessions,
    private readonly steps: Steps,
    private readonly diary: DiaryService,
    private readonly arrivals: Arrivals,
    private readonly sending: SendingService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('/days')
  async days(@Req() request: Request, @Res() response: Response): Promise<void> {
    const entries = await this.diary.all(await this.opened(request));
    const speech = speechOf(response);
    show(response, 'diary-days.njk', {
      title: speech.t.diary.days.title,
      ...monthsOf(speech, entries, shortOf, this.clock.now()),
      days: weekdays(speech.language.tag),
    });
  }

  @Get('/search')
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.opened(request);
    const { title } = speechOf(response).t.diary.search;
    show(response, 'diary-search.njk', { title, words: '', isAsked: false, entries: [], files: [] });
  }

  /** Posted: what is looked for is no part of an address, which a browser would keep. */
  @Post('/search')
  @HttpCode(200)
  async search(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.opened(request);
    const words = textField(body, 'words', LONGEST_SEARCH);
    const fits = finder(words);
    const entries = (await this.diary.all(visitor))
      .filter((entry) => fits(wordsOf(entry)))
      .map((entry) => ({ id: entry.id, short: shortOf(entry) }));
    const here = (await this.arrivals.list(visitor)).map(({ fileName }) => ({ fileName, href: '/files' }));
    const sent = (await this.sending.list(visitor)).flatMap(({ reference, clips }) =>
      clips.map(({ fileName }) => ({ fileName, href: `/receipts/${reference}` })),
    );
    const files = [...here, ...sent].filter(({ fileName }) => fits([fileName]));
    const { title } = speechOf(response).t.diary.search;
    show(response, 'diary-search.njk', { title, words, isAsked: words.trim() !== '', entries, files });
  }

  private async opened(request: Request): Promise<Visitor> {
    const visitor = await this.sessions.visitor(request);
    await this.steps.requireDone(visitor);
    return visitor;
  }
}
