import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { SecondFactor, type Officer } from '../../../../features/identity';
import { CurrentOfficer } from '../../shell/access/access';
import { enrolment, recoveryCodes, secondFactor, typedCode } from './sign-in.model';
import { Operation } from '../../shell/api/operation';

/** The second step of signing in: an authenticator app (RFC 6238), and recovery codes. */
@ApiTags('session')
@Controller('api/v1/second-factor')
export class SecondFactorController {
  constructor(private readonly factor: SecondFactor) {}

  @Get()
  @Operation({ access: 'officer', summary: 'Whether a second step is set up', answer: secondFactor })
  state(): Promise<z.infer<typeof secondFactor>> {
    return this.factor.state();
  }

  @Post()
  @Operation({
    access: 'officer',
    stepUp: 'full',
    summary: 'A new secret for an authenticator app; counts once a first code confirms it',
    status: 201,
    answer: enrolment,
    problems: [409],
  })
  begin(@CurrentOfficer() by: Officer): Promise<z.infer<typeof enrolment>> {
    return this.factor.begin(by);
  }

  @Post('confirmation')
  @Operation({
    access: 'officer',
    stepUp: 'full',
    summary: 'The first code of the app; from now on signing in asks for one',
    answer: recoveryCodes,
    problems: [409],
  })
  async confirm(
    @Body({ schema: typedCode }) { code }: z.infer<typeof typedCode>,
  ): Promise<z.infer<typeof recoveryCodes>> {
    return { recoveryCodes: await this.factor.confirm(code) };
  }

  @Post('recovery-codes')
  @Operation({
    access: 'officer',
    stepUp: 'full',
    summary: 'New recovery codes; the old ones count no more',
    answer: recoveryCodes,
  })
  async renew(@CurrentOfficer() by: Officer): Promise<z.infer<typeof recoveryCodes>> {
    return { recoveryCodes: await this.factor.renewCodes(by.id) };
  }

  @Delete()
  @Operation({
    access: 'officer',
    stepUp: 'full',
    summary: 'Take the second step away, where it is not required; again changes nothing',
    status: 204,
    problems: [409],
  })
  async remove(): Promise<void> {
    await this.factor.remove();
  }
}
