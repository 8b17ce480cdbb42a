import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CONFIG, type Config } from '../../../../config';
import { PASSWORD_MIN, Passkeys, SecondFactor, type Officer } from '../../../../features/identity';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { asAnswer, usedPasskeyForm } from './passkeys.model';
import { passwordChange, signIn, typedCode } from './sign-in.model';
import { OfficerSessions } from '../../shell/session/officer-sessions';
import { defineForm, emptyForm, type FormState, submit } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { returnPath } from '../../shell/session/return-to';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/sign-in/sign-in.njk': {
      readonly form: FormState;
      readonly local: boolean;
      readonly provider: string | undefined;
      readonly left: boolean;
      readonly idleMinutes: number;
    };
    'areas/sign-in/code.njk': {
      readonly form: FormState;
      readonly withApp: boolean;
      readonly withPasskey: boolean;
    };
    'areas/sign-in/password.njk': { readonly form: FormState; readonly minimum: number };
  }
}

const signInForm = defineForm({
  id: 'sign-in',
  schema: signIn.extend({ next: z.string().optional() }),
  labels: { email: 'Email address', password: 'Password', next: 'Next page' },
  refusals: {
    'sign-in-refused': 'email',
    'sign-in-held': '',
    'one-time-password-over': 'password',
    'local-sign-in-off': '',
  },
});
const codeForm = defineForm({
  id: 'code',
  schema: typedCode,
  labels: { code: 'Code' },
  refusals: { 'wrong-code': 'code', 'sign-in-held': 'code', 'codes-spent': '' },
});
const passkeyForm = defineForm({
  id: 'code',
  schema: usedPasskeyForm,
  labels: { passkey: 'Passkey' },
  refusals: { 'sign-in-held': '' },
});
const passwordForm = defineForm({
  id: 'password',
  schema: passwordChange
    // The address is for the browser's keeper of passwords alone.
    .extend({ repeated: z.string(), username: z.string().optional() })
    .refine(({ wanted, repeated }) => wanted === repeated, {
      path: ['repeated'],
      message: 'The two new passwords are not the same.',
    }),
  labels: {
    current: 'Present password',
    wanted: 'New password',
    repeated: 'New password again',
    username: 'Email address',
  },
  refusals: { 'wrong-password': 'current', 'sign-in-held': 'current', 'weak-password': 'wanted' },
});

@Controller()
export class SignInController {
  constructor(
    private readonly sessions: OfficerSessions,
    private readonly factor: SecondFactor,
    private readonly passkeys: Passkeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('sign-in')
  @AccessFor('anyone')
  ask(
    @Query() { next, left }: { next?: unknown; left?: unknown },
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    if (request.officer !== undefined) goTo(response, '/');
    else this.signInPage(response, emptyForm({ next: returnPath(next) }), 200, left !== undefined);
  }

  @Post('sign-in')
  @AccessFor('anyone')
  async signIn(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const outcome = await submit(signInForm, body, async ({ email, password, next }) => {
      const typed = { email, password, next: returnPath(next) };
      const officer = await this.sessions.firstStep(request, typed);
      if (officer === undefined) return '/sign-in/code';
      return officer.mustChangePassword ? '/password' : typed.next;
    });
    if (outcome.done) goTo(response, outcome.result);
    else this.signInPage(response, outcome.form, outcome.status);
  }

  @Get('sign-in/code')
  @AccessFor('anyone')
  async askCode(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (this.sessions.awaitsCode(request)) await this.codePage(response, emptyForm());
    else goTo(response, '/sign-in');
  }

  @Post('sign-in/code')
  @AccessFor('anyone')
  async giveCode(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.sessions.awaitsCode(request)) {
      goTo(response, '/sign-in');
      return;
    }
    const outcome = await submit(codeForm, body, ({ code }) => this.sessions.secondStep(request, { code }));
    if (outcome.done) goTo(response, outcome.result.next);
    else await this.codePage(response, outcome.form, outcome.status);
  }

  @Post('sign-in/passkey')
  @AccessFor('anyone')
  async usePasskey(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.sessions.awaitsCode(request)) {
      goTo(response, '/sign-in');
      return;
    }
    const outcome = await submit(passkeyForm, body, ({ passkey }) =>
      this.sessions.secondStep(request, { passkey: asAnswer(passkey) }),
    );
    if (outcome.done) goTo(response, outcome.result.next);
    else await this.codePage(response, outcome.form, outcome.status);
  }

  @Post('sign-out')
  @AccessFor('officer')
  async signOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.signOut(request, response);
    goTo(response, '/sign-in?left');
  }

  @Get('password')
  @AccessFor('officer')
  async askPassword(
    @CurrentOfficer() by: Officer,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.sessions.requireConfirmedForPassword(request, by);
    this.passwordPage(response, emptyForm());
  }

  @Post('password')
  @AccessFor('officer')
  async changePassword(
    @CurrentOfficer() by: Officer,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(passwordForm, body, ({ current, wanted }) =>
      this.sessions.changePassword(request, by, current, wanted),
    );
    if (outcome.done) goTo(response, '/');
    else this.passwordPage(response, outcome.form, outcome.status);
  }

  private signInPage(response: Response, form: FormState, status = 200, left = false): void {
    const { local, oidc } = this.config.signIn;
    const { idleMinutes } = this.config.workspace;
    const context = { title: 'Sign in', form, local, provider: oidc?.label, left, idleMinutes };
    show(response, 'areas/sign-in/sign-in.njk', context, status);
  }

  private async codePage(response: Response, form: FormState, status = 200): Promise<void> {
    const { app: withApp, passkeys } = await this.factor.state(this.sessions.ticketOf(response.req));
    const withPasskey = passkeys > 0 && this.passkeys.taken;
    const title = withPasskey ? 'Show that it is you' : 'Enter your code';
    show(response, 'areas/sign-in/code.njk', { title, form, withApp, withPasskey }, status);
  }

  private passwordPage(response: Response, form: FormState, status = 200): void {
    const context = { title: 'Choose your password', form, minimum: PASSWORD_MIN };
    show(response, 'areas/sign-in/password.njk', context, status);
  }
}
