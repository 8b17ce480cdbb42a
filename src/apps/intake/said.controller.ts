import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ConsentService, type AdvocateSaid } from '../../features/consent';
import { choice, textField, typedText } from './form';
import { show } from './page';
import { Sessions } from './session';
import { textsOf } from './speech';

declare module './page' {
  interface Pages {
    'pressure.njk': { readonly reaches: boolean };
    'pressure-outside.njk': object;
    'done.njk': object;
    'helper.njk': { readonly said: AdvocateSaid | undefined };
  }
}

const LONGEST = 4000;

/** What she may say at any time: that she felt pressured, and that somebody acts with her. */
@Controller()
export class SaidController {
  constructor(
    private readonly sessions: Sessions,
    private readonly consent: ConsentService,
  ) {}

  /** Always the same page: nothing shows whether she has used it. */
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
    show(response, 'helper.njk', { title: textsOf(response).said.helper.title, said });
  }

  @Post('/helper')
  async helper(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const answer = choice(body, 'answer', ['yes', 'no', 'unknown']);
    if (answer === 'yes' || answer === 'no') {
      const acts = answer === 'yes';
      const name = acts ? typedText(body, 'name', 200).trim() : '';
      const organisation = acts ? typedText(body, 'organisation', 200).trim() : '';
      await this.consent.sayAdvocate(visitor, { acts, name, organisation });
    }
    response.redirect(303, '/diary');
  }
}
