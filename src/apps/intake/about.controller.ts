import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  CoachService,
  isClockAnswer,
  isSaidMake,
  NotAMoment,
  NotATime,
  type ClipPage,
} from '../../features/footage';
import type { ClipId } from '../../kernel/ids';
import { aboutPath } from './file-view';
import { clipId } from './files.controller';
import {
  adviceView,
  clockView,
  countdownLines,
  makeChoices,
  timeLines,
  type AdviceView,
  type ClockView,
  type TimeLine,
} from './footage-view';
import { textField } from './form';
import { show } from './page';
import { refusalWords } from './problems';
import { Sessions } from './session';
import { speechOf, textsOf } from './speech';
import type { Texts } from './texts/language';

declare module './page' {
  interface Pages {
    'about.njk': {
      readonly words: Texts['footage'];
      readonly clip: ClipPage;
      readonly looked: boolean;
      readonly advice: AdviceView | undefined;
      readonly makes: ReturnType<typeof makeChoices>;
      readonly times: readonly TimeLine[];
      readonly countdown: readonly string[];
      readonly clock: ClockView;
      readonly typed: Typed;
    };
  }
}

/** What was typed, and what needs another look. */
type Typed = Readonly<
  Partial<Record<'problem' | 'field' | 'right' | 'shown' | 'day' | 'month' | 'year' | 'time', string>>
>;

/** One of the victim's files: what would be better, what it says of the time, and the one thing that only the victim can know. */
@Controller('/files/:id')
export class AboutController {
  constructor(
    private readonly sessions: Sessions,
    private readonly coach: CoachService,
  ) {}

  @Get('/about')
  async show(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    await this.render(response, clipId(id));
  }

  @Post('/clock')
  async clock(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const right = textField(body, 'right', 10);
    // A time in words is asked about, however long: cut to nothing, it would pass for none.
    const shown = textField(body, 'shown', Infinity);
    try {
      await this.coach.answerClock(visitor, clipId(id), isClockAnswer(right) ? right : undefined, shown);
      response.redirect(303, aboutPath(id));
    } catch (error) {
      if (!(error instanceof NotATime)) throw error;
      const field = 'shown';
      await this.render(response.status(400), clipId(id), {
        problem: refusalWords(speechOf(response), error),
        field,
        right,
        shown,
      });
    }
  }

  @Post('/make')
  async make(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const make = textField(body, 'make', 20);
    if (isSaidMake(make)) await this.coach.sayMake(visitor, clipId(id), make);
    response.redirect(303, aboutPath(id));
  }

  @Post('/picture')
  async picture(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const text = (name: string): string => textField(body, name, Infinity);
    const typed = { day: text('day'), month: text('month'), year: text('year'), time: text('time') };
    try {
      await this.coach.sayPicture(visitor, clipId(id), typed);
      response.redirect(303, aboutPath(id));
    } catch (error) {
      if (!(error instanceof NotAMoment)) throw error;
      const problem = textsOf(response).footage.picture.wrong[error.problem];
      const field = error.problem === 'not-a-time' ? 'picture-time' : 'picture-day';
      await this.render(response.status(400), clipId(id), { problem, field, ...typed });
    }
  }

  @Post('/better')
  async better(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const copy = textField(body, 'copy', 40);
    await this.coach.link(visitor, clipId(id), copy === '' ? null : clipId(copy));
    response.redirect(303, aboutPath(id));
  }

  private async render(response: Response, id: ClipId, typed: Typed = {}): Promise<void> {
    const clip = await this.coach.clip(id);
    const speech = speechOf(response);
    const words = speech.t.footage;
    show(response, 'about.njk', {
      title: words.aboutTitle,
      words,
      clip,
      looked: clip.source !== null,
      advice: adviceView(speech, clip),
      makes: makeChoices(speech, clip),
      times: timeLines(speech, clip.times),
      countdown: countdownLines(speech, clip.deletion),
      clock: clockView(speech, clip),
      typed,
    });
  }
}
