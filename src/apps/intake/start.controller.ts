import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ConsentService, needsAdvice, OTHERS, SET_UP_BY, type AccountAnswer } from '../../features/consent';
import { choice } from './form';
import { show } from './page';
import { questionView } from './question-view';
import { Sessions } from './session';
import { textsOf } from './speech';
import { Steps } from './steps';

declare module './page' {
  interface Pages {
    'exit.njk': object;
    'account-advice.njk': { readonly account: AccountAnswer };
  }
}

/** Between the code and the notice: what leaving means, and who else can see her doorbell's account. */
@Controller()
export class StartController {
  constructor(
    private readonly sessions: Sessions,
    private readonly consent: ConsentService,
    private readonly steps: Steps,
  ) {}

  @Get('/next')
  async next(@Req() request: Request, @Res() response: Response): Promise<void> {
    response.redirect(303, await this.steps.path(await this.sessions.visitor(request)));
  }

  @Get('/start/exit')
  async exit(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    show(response, 'exit.njk', { title: textsOf(response).start.exit.title });
  }

  @Post('/start/exit')
  async exitRead(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    await this.consent.exitExplained(visitor);
    response.redirect(303, await this.steps.path(visitor));
  }

  @Get('/start/set-up')
  async setUp(@Req() request: Request, @Res() response: Response): Promise<void> {
    const answer = await this.consent.account(await this.sessions.visitor(request));
    const question = questionView(textsOf(response).start.setUp);
    show(response, 'question.njk', { ...question, action: '/start/set-up', value: answer?.setUpBy });
  }

  /** Passing a question over is an answer too. */
  @Post('/start/set-up')
  async answerSetUp(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    await this.consent.answerAccount(visitor, {
      setUpBy: choice(body, 'answer', SET_UP_BY) ?? 'left',
      others: null,
    });
    response.redirect(303, '/start/others');
  }

  @Get('/start/others')
  async others(@Req() request: Request, @Res() response: Response): Promise<void> {
    const answer = await this.consent.account(await this.sessions.visitor(request));
    const back = '/start/set-up';
    show(response, 'question.njk', {
      ...questionView(textsOf(response).start.others),
      action: '/start/others',
      back,
      value: answer?.others,
    });
  }

  @Post('/start/others')
  async answerOthers(
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    await this.consent.answerAccount(visitor, { others: choice(body, 'answer', OTHERS) ?? 'left' });
    response.redirect(303, await this.steps.path(visitor));
  }

  @Get('/start/advice')
  async advice(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const account = await this.consent.account(visitor);
    if (account === undefined || !needsAdvice(account))
      response.redirect(303, await this.steps.path(visitor));
    else show(response, 'account-advice.njk', { title: textsOf(response).start.advice.title, account });
  }

  @Post('/start/advice')
  async adviceRead(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    await this.consent.advised(visitor);
    response.redirect(303, await this.steps.path(visitor));
  }
}
