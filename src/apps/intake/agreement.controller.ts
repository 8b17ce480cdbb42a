import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { agreementOf, ConsentService, DECIDES } from '../../features/consent';
import { MAY_AGREE } from '../../features/invitations';
import { choice, textField, typedText } from './form';
import { show } from './page';
import { Sessions } from './session';
import { speechOf } from './speech';
import { Steps } from './steps';
import { questionView } from './question-view';

declare module './page' {
  interface Pages {
    'question.njk': ReturnType<typeof questionView> & {
      readonly action: string;
      readonly value?: string | null | undefined;
      readonly back?: string;
      readonly problem?: string;
    };
    'agreement-who.njk': Partial<AgreementTyped> & {
      readonly decides: For;
      readonly items: readonly { readonly value: string; readonly text: string }[];
    };
  }
}

type For = 'child' | 'helped';

/** What was typed, and what needs another look. */
interface AgreementTyped {
  readonly relation: string;
  readonly name: string;
  readonly problems: readonly { readonly text: string | undefined; readonly href: string }[];
  readonly relationProblem: string | undefined;
  readonly agreesProblem: string | undefined;
}

/** Who agrees, and for whom: asked once before the first file, and again whenever she wants. */
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
    const question = questionView(speechOf(response).t.start.decides);
    show(response, 'question.njk', { ...question, action: '/agreement', back: '/diary', value });
  }

  @Post()
  async answer(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const decides = choice(body, 'answer', DECIDES);
    if (decides === undefined) {
      const words = speechOf(response).t.start.decides;
      const context = { ...questionView(words), action: '/agreement', back: '/diary', problem: words.choose };
      show(response.status(400), 'question.njk', context);
    } else if (decides === 'child' || decides === 'helped') {
      response.redirect(303, `/agreement/who?for=${decides}`);
    } else {
      await this.consent.agree(visitor, { decides });
      response.redirect(303, await this.steps.path(visitor));
    }
  }

  @Get('/who')
  async who(@Query('for') asked: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    this.renderWho(response, asked === 'helped' ? 'helped' : 'child');
  }

  @Post('/who')
  async agrees(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const decides: For = choice(body, 'for', ['child', 'helped']) ?? 'child';
    const [relation, name] = [textField(body, 'relation', 40), typedText(body, 'name', 200).trim()];
    if (textField(body, 'not-yet', 10) === 'yes') {
      await this.consent.agree(visitor, { decides: 'unsure' });
      response.redirect(303, await this.steps.path(visitor));
      return;
    }
    const agreement = agreementOf(decides, relation, name);
    const { chooseWho, tick } = speechOf(response).t.start.who;
    const relationProblem = agreement === undefined ? chooseWho : undefined;
    const agreesProblem = textField(body, 'agrees', 10) === 'yes' ? undefined : tick;
    if (agreement === undefined || agreesProblem !== undefined) {
      const problems = [
        { text: relationProblem, href: '#relation' },
        { text: agreesProblem, href: '#agrees' },
      ].filter(({ text }) => text !== undefined);
      this.renderWho(response.status(400), decides, {
        relation,
        name,
        problems,
        relationProblem,
        agreesProblem,
      });
      return;
    }
    await this.consent.agree(visitor, agreement);
    response.redirect(303, await this.steps.path(visitor));
  }

  private renderWho(response: Response, decides: For, more: Partial<AgreementTyped> = {}): void {
    const { title, relations } = speechOf(response).t.start.who;
    const items = MAY_AGREE[decides].map((value) => ({ value, text: relations[value] }));
    show(response, 'agreement-who.njk', { title, decides, items, ...more });
  }
}
