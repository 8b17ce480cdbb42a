import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { toString as qrCode } from 'qrcode';
import { SecondFactor, type Enrolment, type Officer } from '../../../../features/identity';
import { AccessFor, CurrentOfficer, FullStepUp } from '../../shell/access/access';
import { SecondFactorPage } from './second-factor-page';
import { typedCode } from './sign-in.model';
import { defineForm, emptyForm, type FormState, submit } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/sign-in/enrol.njk': { readonly qr: string; readonly secret: string; readonly form: FormState };
    'areas/sign-in/recovery-codes.njk': { readonly codes: readonly string[] };
  }
}

const enrolling = defineForm({
  id: 'second-factor',
  schema: typedCode,
  labels: { code: 'Code' },
  refusals: { 'wrong-code': 'code' },
});

/** Setting up the second step of signing in. Secret and recovery codes are shown in answers to forms, and never again. */
@Controller('second-factor')
@AccessFor('officer')
export class SecondFactorPagesController {
  constructor(
    private readonly factor: SecondFactor,
    private readonly overview: SecondFactorPage,
  ) {}

  @Get()
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.overview.show(request, response, emptyForm());
  }

  @Post('begin')
  @FullStepUp()
  async begin(@CurrentOfficer() by: Officer, @Res() response: Response): Promise<void> {
    await this.enrol(response, await this.factor.begin(by), emptyForm());
  }

  @Post()
  @FullStepUp()
  async confirm(
    @CurrentOfficer() by: Officer,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(enrolling, body, ({ code }) => this.factor.confirm(code));
    if (outcome.done) {
      this.codes(response, outcome.result);
      return;
    }
    const begun = await this.factor.begun(by);
    if (begun === undefined) goTo(response, '/second-factor');
    else await this.enrol(response, begun, outcome.form, outcome.status);
  }

  @Post('recovery-codes')
  @FullStepUp()
  async renew(@CurrentOfficer() by: Officer, @Res() response: Response): Promise<void> {
    this.codes(response, await this.factor.renewCodes(by.id));
  }

  @Post('remove')
  @FullStepUp()
  async remove(@Res() response: Response): Promise<void> {
    await this.factor.remove();
    goTo(response, '/second-factor');
  }

  private async enrol(
    response: Response,
    { secret, uri }: Enrolment,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const qr = await qrCode(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
    const spaced = secret.match(/.{1,4}/g)?.join(' ') ?? secret;
    show(
      response,
      'areas/sign-in/enrol.njk',
      { title: 'Add it to your app', qr, secret: spaced, form },
      status,
    );
  }

  private codes(response: Response, codes: readonly string[]): void {
    show(response, 'areas/sign-in/recovery-codes.njk', { title: 'Your recovery codes', codes });
  }
}
