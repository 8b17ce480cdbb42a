import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Passkeys, SecondFactor, type Given, type Officer } from '../../../../features/identity';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { fieldsOf, type PostedField } from '../../shell/access/posted';
import { asAnswer, usedPasskeyForm } from './passkeys.model';
import { fullConfirmation, typedConfirmation } from './sign-in.model';
import { OfficerSessions } from '../../shell/session/officer-sessions';
import { ProviderSessions } from '../../shell/session/provider-sessions';
import { defineForm, emptyForm, type Form, type FormState, submit } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/sign-in/confirm.njk': {
      readonly form: FormState;
      readonly provider: string | undefined;
      /** With all that signing in asks for. */
      readonly fully: boolean;
      readonly withCode: boolean;
      readonly withApp: boolean;
      readonly withPasskey: boolean;
    };
    'areas/sign-in/go-on.njk': {
      readonly path: string;
      readonly from: string;
      readonly method: 'get' | 'post';
      readonly fields: readonly PostedField[];
    };
  }
}

const confirming = defineForm({
  id: 'confirm',
  schema: typedConfirmation,
  labels: { password: 'Password', code: 'Code' },
  refusals: { 'wrong-password': 'password', 'wrong-code': 'code', 'sign-in-held': '' },
});

const confirmingFully: Form<Given> = { ...confirming, schema: fullConfirmation };

const byPasskey = defineForm({
  id: 'confirm',
  schema: usedPasskeyForm,
  labels: { passkey: 'Passkey' },
  refusals: { 'sign-in-held': '' },
});

/** Confirming who one is before evidence leaves the service; then what was begun goes on. */
@Controller('confirm')
@AccessFor('officer')
export class ConfirmController {
  constructor(
    private readonly sessions: OfficerSessions,
    private readonly providers: ProviderSessions,
    private readonly factor: SecondFactor,
    private readonly passkeys: Passkeys,
  ) {}

  @Get()
  async ask(@Res() response: Response): Promise<void> {
    await this.page(response, emptyForm());
  }

  @Post()
  async confirm(
    @CurrentOfficer() by: Officer,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const all = this.sessions.heldNeedsAll(request) && (await this.factor.state()).set;
    const outcome = await submit<Given, unknown>(all ? confirmingFully : confirming, body, (proof) =>
      this.sessions.confirm(request, by, proof),
    );
    if (outcome.done) goTo(response, '/confirm/go-on');
    else await this.page(response, outcome.form, outcome.status);
  }

  @Post('passkey')
  async byPasskey(
    @CurrentOfficer() by: Officer,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(byPasskey, body, ({ passkey }) =>
      this.sessions.confirm(request, by, { passkey: asAnswer(passkey) }),
    );
    if (outcome.done) goTo(response, '/confirm/go-on');
    else await this.page(response, outcome.form, outcome.status);
  }

  @Get('go-on')
  goOn(@Req() request: Request, @Res() response: Response): void {
    const held = this.sessions.takeHeld(request);
    if (held === undefined) {
      goTo(response, '/');
      return;
    }
    show(response, 'areas/sign-in/go-on.njk', {
      title: 'Thank you',
      path: held.path,
      from: held.from,
      method: held.page === true ? 'get' : 'post',
      fields: fieldsOf(held.fields),
    });
  }

  private async page(response: Response, form: FormState, status = 200): Promise<void> {
    const provider = response.req.session.signIn?.by === 'provider' ? this.providers.label : undefined;
    const { set: withCode, app: withApp, passkeys } = await this.factor.state();
    const withPasskey = passkeys > 0 && this.passkeys.taken && provider === undefined;
    const fully = this.sessions.heldNeedsAll(response.req);
    const [title, with_] = ['Confirm that it is you', { withCode, withApp, withPasskey }];
    show(response, 'areas/sign-in/confirm.njk', { title, form, provider, fully, ...with_ }, status);
  }
}
