import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../../../config';
import { Passkeys, SecondFactor, type Passkey } from '../../../../features/identity';
import type { FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/sign-in/second-factor.njk': {
      readonly state: Awaited<ReturnType<SecondFactor['state']>>;
      readonly required: boolean;
      readonly ofProvider: boolean;
      readonly passkeys: readonly Passkey[];
      readonly passkeysTaken: boolean;
      readonly form: FormState;
    };
  }
}

/** What an officer has as a second step of signing in. */
@Injectable()
export class SecondFactorPage {
  constructor(
    private readonly factor: SecondFactor,
    private readonly passkeys: Passkeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async show(request: Request, response: Response, form: FormState, status = 200): Promise<void> {
    const context = {
      title: 'Second step of signing in',
      state: await this.factor.state(),
      required: this.config.signIn.totpRequired,
      ofProvider: request.session.signIn?.by === 'provider',
      passkeys: await this.passkeys.list(),
      passkeysTaken: this.passkeys.taken,
      form,
    };
    show(response, 'areas/sign-in/second-factor.njk', context, status);
  }
}
