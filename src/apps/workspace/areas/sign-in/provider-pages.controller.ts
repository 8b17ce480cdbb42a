import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CALLBACK_PATH } from '../../../../features/identity';
import { AccessFor } from '../../shell/access/access';
import { ProviderSessions } from '../../shell/session/provider-sessions';
import { goTo, show } from '../../shell/layout/pages';
import { returnPath } from '../../shell/session/return-to';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/sign-in/returning.njk': { readonly onward: string };
  }
}

/** Parameters of an authorisation response (RFC 6749 section 4.1.2, RFC 9207). */
const ANSWER = ['code', 'state', 'iss', 'error', 'error_description'];

const answerIn = (request: Request): URLSearchParams =>
  new URLSearchParams(
    ANSWER.flatMap((name) => {
      const value: unknown = request.query[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** Signing in with an account of the force. */
@Controller()
export class ProviderController {
  constructor(private readonly providers: ProviderSessions) {}

  @Get('sign-in/provider')
  @AccessFor('anyone')
  async leave(
    @Query('next') next: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const address = await this.providers.leave(request, 'sign-in', returnPath(next));
    response.redirect(303, address);
  }

  @Get('confirm/provider')
  @AccessFor('officer')
  async again(@Req() request: Request, @Res() response: Response): Promise<void> {
    response.redirect(303, await this.providers.leave(request, 'confirm', '/'));
  }

  /**
   * The session's cookie is SameSite=Strict: it does not come with a navigation that another site began. So this page
   * does nothing but lead on, from our own site, to the address that does the work.
   */
  @Get(CALLBACK_PATH)
  @AccessFor('anyone')
  callback(@Req() request: Request, @Res() response: Response): void {
    const onward = `/sign-in/provider/finish?${answerIn(request).toString()}`;
    show(response, 'areas/sign-in/returning.njk', { title: 'Signing in', onward });
  }

  @Get('sign-in/provider/finish')
  @AccessFor('anyone')
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    const answer = answerIn(request).toString();
    goTo(response, await this.providers.comeBack(request, answer, request.officer));
  }
}
