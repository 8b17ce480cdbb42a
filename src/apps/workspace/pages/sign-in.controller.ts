import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { PASSWORD_MIN, type Officer } from '../../../features/identity';
import { AccessFor, CurrentOfficer } from '../access/access';
import { passwordChange, signIn } from '../api/models/officer';
import { OfficerSessions } from '../session/officer-sessions';
import { emptyForm, type FormState, submit } from './form';
import { goTo, show } from './pages';
import { returnPath } from './return-to';

const signInForm = signIn.extend({ next: z.string().optional() });
const passwordForm = passwordChange
  .extend({ repeated: z.string() })
  .refine(({ wanted, repeated }) => wanted === repeated, {
    path: ['repeated'],
    message: 'The two new passwords are not the same.',
  });

@Controller()
export class SignInController {
  constructor(private readonly sessions: OfficerSessions) {}

  @Get('sign-in')
  @AccessFor('anyone')
  ask(@Query('next') next: unknown, @Req() request: Request, @Res() response: Response): void {
    if (request.officer !== undefined) goTo(response, '/');
    else this.signInPage(request, response, emptyForm({ next: returnPath(next) }));
  }

  @Post('sign-in')
  @AccessFor('anyone')
  async signIn(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const outcome = await submit(
      'sign-in',
      signInForm,
      body,
      async ({ email, password, next }) => {
        const officer = await this.sessions.signIn(request, email, password);
        return officer.mustChangePassword ? '/password' : returnPath(next);
      },
      { 'sign-in-refused': 'email' },
    );
    if (outcome.done) goTo(response, outcome.result);
    else this.signInPage(request, response, outcome.form, outcome.status);
  }

  @Post('sign-out')
  @AccessFor('officer')
  async signOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.signOut(request, response);
    goTo(response, '/sign-in');
  }

  @Get('password')
  @AccessFor('officer')
  askPassword(@Req() request: Request, @Res() response: Response): void {
    this.passwordPage(request, response, emptyForm());
  }

  @Post('password')
  @AccessFor('officer')
  async changePassword(
    @CurrentOfficer() by: Officer,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(
      'password',
      passwordForm,
      body,
      ({ current, wanted }) => this.sessions.changePassword(request, by, current, wanted),
      { 'sign-in-refused': 'current', 'weak-password': 'wanted' },
    );
    if (outcome.done) goTo(response, '/');
    else this.passwordPage(request, response, outcome.form, outcome.status);
  }

  private signInPage(request: Request, response: Response, form: FormState, status = 200): void {
    show(request, response, 'sign-in.njk', { title: 'Sign in', form }, status);
  }

  private passwordPage(request: Request, response: Response, form: FormState, status = 200): void {
    show(
      request,
      response,
      'password.njk',
      { title: 'Choose your password', form, minimum: PASSWORD_MIN },
      status,
    );
  }
}
