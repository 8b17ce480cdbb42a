import { Controller, Delete, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { SessionFamily } from '../../../../kernel/ids';
import { OwnSessions } from '../../shell/session/own-sessions';
import { ids } from '../../shell/inputs/ids';
import { endedSessions, ownSessions } from './sign-in.model';
import { Operation } from '../../shell/api/operation';

/** Where an officer is signed in. */
@ApiTags('session')
@Controller('api/v1/sessions')
export class OwnSessionsController {
  constructor(private readonly sessions: OwnSessions) {}

  @Get()
  @Operation({ access: 'officer', summary: 'Your own sessions; this one first', answer: ownSessions })
  async list(): Promise<z.infer<typeof ownSessions>> {
    const found = await this.sessions.list();
    return {
      items: found.map(({ startedAt, seenAt, ...session }) => ({
        ...session,
        startedAt: startedAt.toISOString(),
        seenAt: seenAt.toISOString(),
      })),
    };
  }

  @Delete()
  @Operation({ access: 'officer', summary: 'End all sessions but this one', answer: endedSessions })
  async endOthers(): Promise<z.infer<typeof endedSessions>> {
    return { ended: await this.sessions.endOthers() };
  }

  @Delete(':id')
  @Operation({
    access: 'officer',
    summary: 'End one of your other sessions; what plays there stops',
    status: 204,
    problems: [404],
  })
  async end(@Param('id', { schema: ids.session }) id: SessionFamily): Promise<void> {
    await this.sessions.end(id);
  }
}
