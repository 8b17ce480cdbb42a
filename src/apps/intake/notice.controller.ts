import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ConsentService } from '../../features/consent';
import {
  EntryService,
  noticeWordsVersion,
  PageChanged,
  RequestChanged,
  type Asked,
  type Visitor,
} from '../../features/invitations';
import { contentDisposition } from '../../platform/http';
import { BSL_FILM, type BslFilm } from './bsl-film';
import { textField } from './form';
import { noticePdf } from './notice-pdf';
import { noticeSha256 } from './notice-text';
import { show } from './page';
import { refusalWords } from './problems';
import { Sessions } from './session';
import { speechOf, textsOf } from './speech';
import { Steps } from './steps';
import type { Texts } from './texts/language';

declare module './page' {
  interface Pages {
    'notice.njk': Omit<ReturnType<typeof wordsIn>, 'press' | 'paper'> & {
      readonly confirmed?: boolean;
      /** What another person is asked, and the words around it. */
      readonly asked: Asked | undefined;
      /** Which record of it: what they confirm. */
      readonly requestId: string | null;
      /** They confirmed another one before. */
      readonly anew: boolean;
      readonly askedWords: Texts['asked'];
      /** The hash of what the page says, which they confirm. */
      readonly words: string;
      readonly problem?: string;
      /** The force has a film of it in British Sign Language. */
      readonly hasFilm: boolean;
    };
  }
}

const PAGE = 'notice.njk';
const wordsIn = (response: Response, { requestId }: Visitor) => ({
  ...textsOf(response).notice,
  number: noticeWordsVersion(requestId),
});

/** The voluntary notice: read and confirmed before the first file; to be read again, and kept, at any time. */
@Controller()
export class NoticeController {
  constructor(
    private readonly entry: EntryService,
    private readonly sessions: Sessions,
    private readonly steps: Steps,
    private readonly consent: ConsentService,
    @Inject(BSL_FILM) private readonly film: BslFilm | undefined,
  ) {}

  @Get('/notice')
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @Query('again') again?: string,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const confirmed = await this.entry.noticeConfirmed(visitor);
    if (confirmed && again === undefined) response.redirect(303, await this.steps.path(visitor));
    else await this.render(response, visitor, { confirmed });
  }

  @Post('/notice')
  async confirm(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    if (textField(body, 'agree', 10) !== 'yes') {
      const { press: problem } = textsOf(response).notice;
      await this.render(response.status(400), visitor, { problem });
      return;
    }
    const speech = speechOf(response);
    try {
      await this.confirmShown(visitor, response, body);
    } catch (error) {
      if (!(error instanceof RequestChanged || error instanceof PageChanged)) throw error;
      await this.render(response.status(409), visitor, { problem: refusalWords(speech, error) });
      return;
    }
    // Its page has said how to leave.
    await this.consent.exitExplained(visitor);
    response.redirect(303, await this.steps.path(visitor));
  }

  /** A copy for the victim. Its name says nothing of what it is. */
  @Get('/notice.pdf')
  async copy(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const asked = await this.entry.asked(visitor);
    const version = noticeWordsVersion(visitor.requestId);
    response.setHeader('Content-Disposition', contentDisposition('attachment', 'information.pdf'));
    response.type('application/pdf').send(await noticePdf(speechOf(response), version, asked));
  }

  /** Under the words that the page showed. Where it would say others by now, it is read again. @throws PageChanged */
  private async confirmShown(visitor: Visitor, response: Response, body: unknown): Promise<void> {
    const request = textField(body, 'request', 40) || null;
    // A page from before an upgrade calls it `words`.
    const shown = textField(body, 'digest', 64) || textField(body, 'words', 64);
    const speech = speechOf(response);
    const now = noticeSha256(speech.t, await this.entry.asked(visitor));
    // What another person is asked is told first where it has changed.
    if (request === visitor.requestId && shown !== '' && shown !== now) throw new PageChanged();
    const textSha256 = shown === '' ? undefined : now;
    await this.entry.confirmNotice(visitor, speech.htmlLang, { request, textSha256 });
  }

  private async render(
    response: Response,
    visitor: Visitor,
    state: { readonly confirmed?: boolean; readonly problem?: string },
  ): Promise<void> {
    const asked = await this.entry.asked(visitor);
    const texts = textsOf(response);
    const words = noticeSha256(texts, asked);
    const { requestId } = visitor;
    const anew = state.confirmed !== true && (await this.entry.askedAnew(visitor));
    show(response, PAGE, {
      ...wordsIn(response, visitor),
      asked,
      askedWords: texts.asked,
      words,
      requestId,
      anew,
      hasFilm: this.film !== undefined,
      ...state,
    });
  }
}
