import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  accountShown,
  ConsentService,
  DECIDES,
  needsAdvice,
  OTHERS,
  SET_UP_BY,
  type AccountAnswer,
} from '../../features/consent';
import type { Visitor } from '../../features/invitations';
import { ChangedMeanwhile, type Seen } from '../../kernel/seen';
import { choice } from './form';
import { show } from './page';
import { questionView } from './question-view';
import { Sessions } from './session';
import { shownBy } from './shown';
import { textsOf } from './speech';
import { Steps } from './steps';

declare module './page' {
  interface Pages {
    'exit.njk': object;
    'account-advice.njk': { readonly account: AccountAnswer };
    'questions.njk': {
      /** `undefined`: answered elsewhere. */
      readonly account: { readonly setUp: Asked; readonly others: Asked } | undefined;
      /** `undefined`: answered before. */
      readonly decides: Asked | undefined;
      readonly problem: string | undefined;
      /** The field that the problem is about. */
      readonly field: 'setUp' | 'decides';
      readonly shown: Seen;
    };
  }
}

type Asked = ReturnType<typeof questionView> & { readonly value: string | null | undefined };

/** Before the first clip: what leaving means, who else can see the doorbell's account, and who decides. */
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

  /** What matters before the first clip, on one page. In an assisted session without what was answered elsewhere. */
  @Get('/start/questions')
  async questions(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    await this.ask(response, visitor);
  }

  /** Passing a question over is an answer too, but for who decides: there "I don't know" is one. */
  @Post('/start/questions')
  async answer(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    if (!(await this.saveAccount(visitor, body))) {
      await this.ask(response.status(409), visitor, textsOf(response).problems.of['entry-changed'], 'setUp');
      return;
    }
    const decides = choice(body, 'decides', DECIDES);
    if ((await this.consent.decides(visitor)) !== undefined) {
      // An officer may have recorded it when the notice was read out; a page of its own changes it.
      response.redirect(303, await this.steps.path(visitor));
    } else if (decides === undefined) {
      await this.ask(response.status(400), visitor, textsOf(response).start.decides.choose);
    } else if (decides === 'child' || decides === 'helped') {
      response.redirect(303, `/agreement/who?for=${decides}`);
    } else {
      await this.consent.agree(visitor, { decides });
      response.redirect(303, await this.steps.path(visitor));
    }
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

  /** `false`: nothing was kept, since something else has been answered in another place. */
  private async saveAccount(visitor: Visitor, body: unknown): Promise<boolean> {
    const before = await this.consent.accountHere(visitor);
    const [setUp, others] = [choice(body, 'setUp', SET_UP_BY), choice(body, 'others', OTHERS)];
    const shown = shownBy(body);
    // A page that did not ask has no answer to give.
    const wasAsked = shown !== undefined || setUp !== undefined || others !== undefined;
    if (before === 'elsewhere' || (before !== undefined && !wasAsked)) return true;
    try {
      await this.consent.answerAccount(
        visitor,
        { setUpBy: setUp ?? 'left', others: others ?? 'left' },
        shown,
      );
      return true;
    } catch (error) {
      if (error instanceof ChangedMeanwhile) return false;
      throw error;
    }
  }

  private async ask(
    response: Response,
    visitor: Visitor,
    problem?: string,
    field: 'setUp' | 'decides' = 'decides',
  ): Promise<void> {
    const { start } = textsOf(response);
    const account = await this.consent.accountHere(visitor);
    const isAsked = (await this.consent.decides(visitor)) === undefined;
    const asked = account !== 'elsewhere' && {
      setUp: { ...questionView(start.setUp), value: account?.setUpBy },
      others: { ...questionView(start.others), value: account?.others },
    };
    show(response, 'questions.njk', {
      title: start.questions.title,
      account: asked === false ? undefined : asked,
      decides: isAsked ? { ...questionView(start.decides), value: undefined } : undefined,
      problem,
      field,
      shown: accountShown(account === 'elsewhere' ? undefined : account),
    });
  }
}
