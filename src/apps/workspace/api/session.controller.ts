import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Officer } from '../../../features/identity';
import { CurrentOfficer } from '../access/access';
import { OfficerSessions } from '../session/officer-sessions';
import { officer, officerView, passwordChange, signIn } from './models/officer';
import { Operation } from './operation';

@ApiTags('session')
@Controller('api/v1')
export class SessionController {
  constructor(private readonly sessions: OfficerSessions) {}

  @Post('session')
  @Operation({ access: 'anyone', summary: 'Sign in', answer: officer, problems: [401, 403] })
  async signIn(
    @Body({ schema: signIn }) body: z.infer<typeof signIn>,
    @Req() request: Request,
  ): Promise<z.infer<typeof officer>> {
    return officerView(await this.sessions.signIn(request, body.email, body.password));
  }

  @Get('session')
  @Operation({ access: 'officer', summary: 'Who is signed in', answer: officer })
  current(@CurrentOfficer() by: Officer): z.infer<typeof officer> {
    return officerView(by);
  }

  @Delete('session')
  @Operation({ access: 'officer', summary: 'Sign out', status: 204 })
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.signOut(request, response);
  }

  @Post('password')
  @Operation({
    access: 'officer',
    summary: 'Choose another password; ends sessions on other machines',
    answer: officer,
  })
  async changePassword(
    @CurrentOfficer() by: Officer,
    @Body({ schema: passwordChange }) body: z.infer<typeof passwordChange>,
    @Req() request: Request,
  ): Promise<z.infer<typeof officer>> {
    return officerView(await this.sessions.changePassword(request, by, body.current, body.wanted));
  }
}
