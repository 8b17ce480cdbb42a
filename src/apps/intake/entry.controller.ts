import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { EntryDelayed, EntryRefused, EntryService } from '../../features/invitations';
import { actingAs } from '../../platform/database';
import { textField, typedCode } from './form';
import { show } from './page';
import { refusalWords } from './problems';
import { Sessions } from './session';
import { speechOf, textsOf } from './speech';
import { Steps } from './steps';

declare module './page' {
  interface Pages {
    'home.njk': object;
    'code.njk': { readonly link: string; readonly problem?: string };
  }
}

const PAGE = 'code.njk';

/** More than any link has. */
const LONGEST_LINK = 200;

const hasCode = (body: unknown): boolean => typeof body === 'object' && body !== null && 'code' in body;

/** The victim's private link. Opening it changes nothing, so a preview robot cannot use it up. */
@Controller()
export class EntryController {
  constructor(
    private readonly entry: EntryService,
    private readonly sessions: Sessions,
    private readonly steps: Steps,
  ) {}

  @Get('/')
  home(@Res() response: Response): void {
    show(response, 'home.njk', { title: textsOf(response).entry.home.title });
  }

  /**
   * The same page for every token: whether a link lives is told only to those who have its code. It comes as "not found", since
   * browsers of the Chromium family show no such page in their history (read back by a test); the page's script takes the link out of
   * the address, and the form keeps it out of every address after it.
   */
  @Get('/i/:token')
  code(@Param('token') token: string, @Res() response: Response): void {
    show(response.status(404), PAGE, { title: textsOf(response).entry.code.title, link: token });
  }

  /** Link and code, neither of them in an address. Without a code it is the choice of another language; without a link nothing was made or found. */
  @Post('/')
  async post(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const link = textField(body, 'link', LONGEST_LINK);
    const { title } = textsOf(response).entry.code;
    if (link === '') this.home(response.status(404));
    else if (!hasCode(body)) show(response, PAGE, { title, link });
    else await this.enter(link, body, request, response);
  }

  @Post('/i/:token')
  async enter(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const code = typedCode(body);
    if (code === undefined) {
      const { title } = textsOf(response).entry.code;
      show(response.status(400), PAGE, { title, link: token, problem: title });
      return;
    }
    try {
      const session = await this.entry.enter(token, code, request.ip ?? '');
      await this.sessions.start(request, response, session);
      const path = await actingAs({ kind: 'victim', secret: session }, async () =>
        this.steps.path(await this.entry.visitor()),
      );
      response.redirect(303, path);
    } catch (error) {
      if (!(error instanceof EntryRefused || error instanceof EntryDelayed)) throw error;
      const speech = speechOf(response);
      const problem = refusalWords(speech, error);
      if (error instanceof EntryDelayed) response.setHeader('Retry-After', Math.ceil(error.waitSeconds));
      show(response.status(403), PAGE, { title: speech.t.entry.code.title, link: token, problem });
    }
  }
}
