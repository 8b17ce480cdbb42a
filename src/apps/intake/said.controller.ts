import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { advocateShown, ConsentService, type AdvocateSaid } from '../../features/consent';
import type { Visitor } from '../../features/invitations';
import { ChangedMeanwhile, type Seen } from '../../kernel/seen';
import { choice, textField, typedText } from './form';
import { show } from './page';
import { Sessions } from './session';
import { shownBy } from './shown';
import { textsOf } from './speech';

declare module './page' {
  interface Pages {
    'pressure.njk': { readonly reaches: boolean };
    'pressure-outside.njk': object;
    'done.njk': object;
    'helper.njk': HelperView;
  }
}

interface HelperView {
  readonly answer: string;
  readonly typed: Pick<AdvocateSaid, 'name' | 'organisation'> | undefined;
  readonly shown: Seen;
  readonly problem?: string;
  /** What has been said in another place since. */
  readonly elsewhere?: AdvocateSaid | undefined;
}

const LONGEST = 4000;

const NOBODY: AdvocateSaid = { acts: false, name: '', organisation: '' };

const answerOf = (said: AdvocateSaid | undefined): string =>
  said === undefined ? '' : said.acts ? 'yes' : 'no';

/** What the victim may say at any time: "I felt pressured", and that somebody acts with them. */
@Controller()
export class SaidController {
  constructor(
    private readonly sessions: Sessions,
    private readonly consent: ConsentService,
  ) {}

  /** Always the same page: nothing shows whether the victim has used it. */
  @Get('/pressure')
  async askPressure(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitorIfAny(request);
    const { said, entry } = textsOf(response);
    if (visitor !== undefined) {
      const reaches = await this.consent.reportReaches();
      show(response, 'pressure.njk', { title: said.pressure.title, reaches });
    } else show(response.status(401), 'pressure-outside.njk', { title: entry.pressureOutside.title });
  }

  @Post('/pressure')
  async pressure(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    // It is shown again to nobody, so of too much the beginning is taken: to refuse it would lose it, and the report.
    const words = textField(body, 'words', Infinity).trim().slice(0, LONGEST).toWellFormed();
    await this.consent.pressured(visitor, words);
    response.redirect(303, '/done');
  }

  /** Says only that something was done, not what. */
  @Get('/done')
  async done(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitor(request);
    show(response, 'done.njk', { title: textsOf(response).said.done.title });
  }

  @Get('/helper')
  async askHelper(@Req() request: Request, @Res() response: Response): Promise<void> {
    const said = await this.consent.advocate(await this.sessions.visitor(request));
    this.renderHelper(response, { answer: answerOf(said), typed: said, shown: advocateShown(said) });
  }

  @Post('/helper')
  async helper(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const answer = choice(body, 'answer', ['yes', 'no', 'unknown']);
    const [name, organisation] = ['name', 'organisation'].map((field) =>
      typedText(body, field, 200).trim(),
    ) as [string, string];
    const typed = { name, organisation };
    if (answer === undefined && name + organisation !== '') {
      // Somebody was named: that is not passed over because the question above stayed open.
      const shown = shownBy(body) ?? advocateShown(await this.consent.advocate(visitor));
      const problem = textsOf(response).start.decides.choose;
      this.renderHelper(response.status(400), { answer: '', typed, shown, problem });
      return;
    }
    try {
      if (answer === 'yes') await this.consent.sayAdvocate(visitor, { acts: true, ...typed }, shownBy(body));
      if (answer === 'no') await this.consent.sayAdvocate(visitor, NOBODY, shownBy(body));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      await this.showBoth(response, visitor, answer ?? '', typed);
      return;
    }
    response.redirect(303, '/diary');
  }

  /** What is there now beside what was typed here: saved again, the second takes the place of the first. */
  private async showBoth(
    response: Response,
    visitor: Visitor,
    answer: string,
    typed: HelperView['typed'],
  ): Promise<void> {
    const elsewhere = await this.consent.advocate(visitor);
    const problem = textsOf(response).problems.of['entry-changed'];
    const shown = advocateShown(elsewhere);
    this.renderHelper(response.status(409), { answer, typed, shown, problem, elsewhere });
  }

  private renderHelper(response: Response, view: HelperView): void {
    show(response, 'helper.njk', { title: textsOf(response).said.helper.title, ...view });
  }
}
