import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { agreementOf, ConsentService, DECIDES, decidesShown, type Decides } from '../../features/consent';
import { MAY_AGREE, type Visitor } from '../../features/invitations';
import { ChangedMeanwhile, type Seen } from '../../kernel/seen';
import { choice, textField, typedText } from './form';
import { show } from './page';
import { Sessions } from './session';
import { shownBy } from './shown';
import { speechOf } from './speech';
import { Steps } from './steps';
import { questionView } from './question-view';

declare module './page' {
  interface Pages {
    'question.njk': ReturnType<typeof questionView> &
      Shown & {
        readonly action: string;
        readonly value?: string | null | undefined;
        readonly back?: string;
        readonly problem?: string | undefined;
      };
    'agreement-who.njk': Partial<AgreementTyped> &
      Shown & {
        readonly decides: For;
        readonly items: readonly { readonly value: string; readonly text: string }[];
      };
  }
}

type For = 'child' | 'helped';

interface Shown {
  readonly shown: Seen;
  /** What has been said in another place since. */
  readonly elsewhere?: string | undefined;
}

/** What was typed, and what needs another look. */
interface AgreementTyped {
  readonly relation: string;
  readonly name: string;
  readonly problems: readonly { readonly text: string | undefined; readonly href: string }[];
  readonly relationProblem: string | undefined;
  readonly agreesProblem: string | undefined;
}

/** Who agrees, and for whom: asked once before the first file, and again whenever the victim wants. */
@Controller('/agreement')
export class AgreementController {
  constructor(
    private readonly sessions: Sessions,
    private readonly consent: ConsentService,
    private readonly steps: Steps,
  ) {}

  @Get()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const value = await this.consent.decides(await this.sessions.visitor(request));
    this.renderQuestion(response, value, { shown: decidesShown(value) });
  }

  @Post()
  async answer(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const decides = choice(body, 'answer', DECIDES);
    const { problems, start } = speechOf(response).t;
    if (decides === undefined) {
      const { shown } = await this.shownTo(visitor, body);
      this.renderQuestion(response.status(400), undefined, { shown }, start.decides.choose);
    } else if (decides === 'child' || decides === 'helped') {
      response.redirect(303, `/agreement/who?for=${decides}`);
    } else {
      const isSaid = await this.saidOrChanged(() => this.consent.agree(visitor, { decides }, shownBy(body)));
      if (isSaid) response.redirect(303, await this.steps.path(visitor));
      else {
        const now = await this.now(response, visitor);
        this.renderQuestion(response.status(409), decides, now, problems.of['entry-changed']);
      }
    }
  }

  @Get('/who')
  async who(@Query('for') asked: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const shown = decidesShown(await this.consent.decides(await this.sessions.visitor(request)));
    this.renderWho(response, asked === 'helped' ? 'helped' : 'child', { shown });
  }

  @Post('/who')
  async agrees(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const decides: For = choice(body, 'for', ['child', 'helped']) ?? 'child';
    const [relation, name] = [textField(body, 'relation', 40), typedText(body, 'name', 200).trim()];
    const isOpen = textField(body, 'not-yet', 10) === 'yes';
    const agreement = isOpen ? ({ decides: 'unsure' } as const) : agreementOf(decides, relation, name);
    const { problems: refusals, start } = speechOf(response).t;
    const relationProblem = agreement === undefined ? start.who.chooseWho : undefined;
    const hasAgreed = isOpen || textField(body, 'agrees', 10) === 'yes';
    const agreesProblem = hasAgreed ? undefined : start.who.tick;
    if (agreement === undefined || agreesProblem !== undefined) {
      const problems = [
        { text: relationProblem, href: '#relation' },
        { text: agreesProblem, href: '#agrees' },
      ].filter(({ text }) => text !== undefined);
      this.renderWho(response.status(400), decides, {
        ...(await this.shownTo(visitor, body)),
        ...{ relation, name, problems, relationProblem, agreesProblem },
      });
      return;
    }
    if (await this.saidOrChanged(() => this.consent.agree(visitor, agreement, shownBy(body)))) {
      response.redirect(303, await this.steps.path(visitor));
      return;
    }
    // That somebody knows and agrees is said anew, beside what is there now.
    const problems = [{ text: refusals.of['entry-changed'], href: '#relation' }];
    this.renderWho(response.status(409), decides, {
      ...(await this.now(response, visitor)),
      ...{ relation, name, problems },
    });
  }

  /** `false`: nothing was said, since something else has been in another place. */
  private async saidOrChanged(say: () => Promise<void>): Promise<boolean> {
    try {
      await say();
      return true;
    } catch (error) {
      if (error instanceof ChangedMeanwhile) return false;
      throw error;
    }
  }

  /** Of a page that is shown again: what it showed before. */
  private async shownTo(visitor: Visitor, body: unknown): Promise<Shown> {
    return { shown: shownBy(body) ?? decidesShown(await this.consent.decides(visitor)) };
  }

  private async now(response: Response, visitor: Visitor): Promise<Shown> {
    const now = await this.consent.decides(visitor);
    const { answers } = speechOf(response).t.start.decides;
    return { shown: decidesShown(now), elsewhere: now && answers[now] };
  }

  private renderQuestion(
    response: Response,
    value: Decides | undefined,
    shown: Shown,
    problem?: string,
  ): void {
    const question = questionView(speechOf(response).t.start.decides);
    show(response, 'question.njk', {
      ...question,
      ...shown,
      ...{ action: '/agreement', back: '/diary', value, problem },
    });
  }

  private renderWho(response: Response, decides: For, more: Partial<AgreementTyped> & Shown): void {
    const { title, relations } = speechOf(response).t.start.who;
    const items = MAY_AGREE[decides].map((value) => ({ value, text: relations[value] }));
    show(response, 'agreement-who.njk', { title, decides, items, ...more });
  }
}
