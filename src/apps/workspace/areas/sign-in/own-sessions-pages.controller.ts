import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { SessionFamily } from '../../../../kernel/ids';
import type { Place } from '../../../../platform/http';
import { AccessFor } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { OwnSessions } from '../../shell/session/own-sessions';
import { goTo, show } from '../../shell/layout/pages';

interface SessionLine {
  readonly id: string;
  readonly browser: string;
  readonly place: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly here: boolean;
}

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/sign-in/sessions.njk': { readonly sessions: readonly SessionLine[] };
  }
}

const PLACES: Readonly<Record<Place, string>> = {
  'this-machine': 'the machine that runs the service',
  'private-network': 'a private network, as in a police building',
  internet: 'the internet',
};

/** Where an officer is signed in, and ending it. */
@Controller('sessions')
@AccessFor('officer')
export class OwnSessionsPagesController {
  constructor(private readonly sessions: OwnSessions) {}

  @Get()
  async page(@Res() response: Response): Promise<void> {
    const sessions = (await this.sessions.list()).map(({ browser, place, ...session }) => ({
      ...session,
      browser: browser ?? 'A browser',
      place: place === null ? 'a place that was not noted' : PLACES[place],
    }));
    show(response, 'areas/sign-in/sessions.njk', { title: 'Where you are signed in', sessions });
  }

  @Post('end-others')
  async endOthers(@Res() response: Response): Promise<void> {
    await this.sessions.endOthers();
    goTo(response, '/sessions');
  }

  @Post(':id/end')
  async end(
    @Param('id', { schema: ids.session }) id: SessionFamily,
    @Res() response: Response,
  ): Promise<void> {
    await this.sessions.end(id);
    goTo(response, '/sessions');
  }
}
