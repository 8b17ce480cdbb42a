import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { keyFingerprint } from '../../custody';
import { SendingService } from '../../features/submissions';
import { show } from './page';
import { Sessions } from './session';
import { textsOf } from './speech';

declare module './page' {
  interface Pages {
    'check.njk': {
      /** C2SP verifier keys of the log, and their fingerprints for people. */
      readonly keys: readonly string[];
      readonly prints: readonly string[];
    };
  }
}

/** Where anyone sees whether a receipt is real: in their own browser, from the keys alone. */
@Controller()
export class CheckController {
  constructor(
    private readonly sessions: Sessions,
    private readonly sending: SendingService,
  ) {}

  @Get('/check')
  async check(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.visitorIfAny(request);
    const keys = await this.sending.logKeys();
    const prints = keys.map(keyFingerprint).filter((print) => print !== undefined);
    show(response, 'check.njk', { title: textsOf(response).check.title, keys, prints });
  }
}
