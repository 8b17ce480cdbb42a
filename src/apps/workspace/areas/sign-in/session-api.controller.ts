import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { SecondFactorNeeded, type Officer } from '../../../../features/identity';
import { CurrentOfficer } from '../../shell/access/access';
import { OfficerSessions } from '../../shell/session/officer-sessions';
import { asAnswer } from './passkeys.model';
import { apiSignIn, confirmation, confirmed, passwordChange, session, stillSignedIn } from './sign-in.model';
import { officerView, officer } from '../../shell/people/people.model';
import { Operation } from '../../shell/api/operation';

@ApiTags('session')
@Controller('api/v1')
export class SessionController {
  constructor(private readonly sessions: OfficerSessions) {}

  @Post('session')
  @Operation({
    access: 'anyone',
    summary: 'Sign in; `second-factor-needed` asks for the code of an authenticator app or a passkey as well',
    answer: officer,
    problems: [401, 403, 429],
  })
  async signIn(
    @Body({ schema: apiSignIn }) body: z.infer<typeof apiSignIn>,
    @Req() request: Request,
  ): Promise<z.infer<typeof officer>> {
    const { email, password, code } = body;
    if (code !== undefined) return officerView(await this.sessions.signIn(request, email, password, code));
    const officer = await this.sessions.firstStep(request, { email, password, next: '/' });
    if (officer === undefined) throw new SecondFactorNeeded(this.sessions.ticketOf(request) ?? '');
    return officerView(officer);
  }

  @Get('session')
  @Operation({
    access: 'officer',
    summary: 'Who is signed in, how, and until when confirmed',
    answer: session,
  })
  current(@CurrentOfficer() by: Officer, @Req() request: Request): z.infer<typeof session> {
    return {
      ...officerView(by),
      signedInBy: request.session.signIn?.by ?? 'password',
      confirmedUntil: this.sessions.confirmedUntil(request)?.toISOString() ?? null,
    };
  }

  /** Without its session the answer moves no end on, neither here nor of the cookie. */
  @Get('session/still')
  @Operation({
    access: 'officer',
    summary:
      'Who is signed in, for a page that stands open: to ask is no use of the session, and keeps none alive',
    answer: stillSignedIn,
  })
  still(@CurrentOfficer() { id }: Officer, @Req() request: Request): z.infer<typeof stillSignedIn> {
    delete (request as Partial<Request>).session;
    return { id };
  }

  @Post('session/confirmation')
  @Operation({
    access: 'officer',
    summary:
      'Confirm who you are, for copies, seals, issues and disposals: the code of your app or a passkey where there is one, else your password; for passwords and second steps a passkey, or password and code',
    answer: confirmed,
    problems: [429],
  })
  async confirm(
    @CurrentOfficer() by: Officer,
    @Body({ schema: confirmation }) body: z.infer<typeof confirmation>,
    @Req() request: Request,
  ): Promise<z.infer<typeof confirmed>> {
    await this.sessions.confirm(request, by, 'passkey' in body ? { passkey: asAnswer(body.passkey) } : body);
    return { confirmedUntil: (this.sessions.confirmedUntil(request) ?? new Date(0)).toISOString() };
  }

  @Delete('session')
  @Operation({ access: 'officer', summary: 'Sign out', status: 204 })
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.signOut(request, response);
  }

  @Post('password')
  @Operation({
    access: 'officer',
    summary:
      'Choose another password; with a second step after a confirmation with all that signing in asks for; ends sessions on other machines',
    answer: officer,
    problems: [429],
  })
  async changePassword(
    @CurrentOfficer() by: Officer,
    @Body({ schema: passwordChange }) body: z.infer<typeof passwordChange>,
    @Req() request: Request,
  ): Promise<z.infer<typeof officer>> {
    return officerView(await this.sessions.changePassword(request, by, body.current, body.wanted));
  }
}
