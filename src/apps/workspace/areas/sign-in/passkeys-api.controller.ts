import { Body, Controller, Delete, Get, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { Passkeys, type Officer } from '../../../../features/identity';
import type { PasskeyId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { viewOf } from '../../shell/inputs/view';
import { officer, officerView } from '../../shell/people/people.model';
import { OfficerSessions } from '../../shell/session/officer-sessions';
import {
  addedPasskey,
  asAnswer,
  asMade,
  creationOptions,
  newPasskey,
  passkeys,
  requestOptions,
  usedPasskey,
} from './passkeys.model';

/** Passkeys (WebAuthn): adding, listing and removing one's own, and using one as the second step. */
@ApiTags('session')
@Controller('api/v1')
export class PasskeysController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly sessions: OfficerSessions,
  ) {}

  @Get('passkeys')
  @Operation({ access: 'officer', summary: 'Your own passkeys; the oldest first', answer: passkeys })
  async list(): Promise<z.infer<typeof passkeys>> {
    return viewOf(passkeys)({ items: await this.passkeys.list() });
  }

  @Post('passkeys/challenge')
  @Operation({
    access: 'officer',
    stepUp: 'full',
    summary: 'What a browser needs to make a passkey',
    answer: creationOptions,
    problems: [404],
  })
  async beginAdding(@CurrentOfficer() by: Officer): Promise<z.infer<typeof creationOptions>> {
    return viewOf(creationOptions)((await this.passkeys.beginAdding(by)) as z.infer<typeof creationOptions>);
  }

  @Post('passkeys')
  @Operation({
    access: 'officer',
    stepUp: 'full',
    summary: 'Add the passkey that a browser made; ends sessions on other machines',
    status: 201,
    answer: addedPasskey,
    problems: [404],
  })
  async add(
    @CurrentOfficer() by: Officer,
    @Body({ schema: newPasskey }) { name, passkey }: z.infer<typeof newPasskey>,
  ): Promise<z.infer<typeof addedPasskey>> {
    const { id, codes } = await this.passkeys.add(by, name, asMade(passkey));
    return { id, recoveryCodes: codes };
  }

  @Delete('passkeys/:id')
  @Operation({
    access: 'officer',
    stepUp: 'full',
    summary:
      'Remove a passkey; not the last second step where one is required; ends sessions on other machines',
    status: 204,
    problems: [404, 409],
  })
  async remove(@Param('id', { schema: ids.passkey }) id: PasskeyId): Promise<void> {
    await this.passkeys.remove(id);
  }

  @Post('session/passkey-challenge')
  @Operation({
    access: 'anyone',
    summary: 'What a browser needs to use a passkey: after a right password, or to confirm who is signed in',
    answer: requestOptions,
    problems: [404],
  })
  async ask(@Req() request: Request): Promise<z.infer<typeof requestOptions>> {
    const options = await this.passkeys.ask(this.sessions.ticketOf(request) ?? null);
    return viewOf(requestOptions)(options as z.infer<typeof requestOptions>);
  }

  @Post('session/passkey')
  @Operation({
    access: 'anyone',
    summary: 'The second step of signing in by a passkey, after `second-factor-needed` in the same session',
    answer: officer,
    problems: [404, 429],
  })
  async signIn(
    @Body({ schema: usedPasskey }) { passkey }: z.infer<typeof usedPasskey>,
    @Req() request: Request,
  ): Promise<z.infer<typeof officer>> {
    return officerView((await this.sessions.secondStep(request, { passkey: asAnswer(passkey) })).officer);
  }
}
