import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config';
import { ConsentService } from '../../features/consent';
import { DiaryService } from '../../features/diary';
import { EntryService, isOwn, type Visitor } from '../../features/invitations';
import { Arrivals } from './arrivals';
import { textField } from './form';
import { show } from './page';
import { Sessions } from './session';
import { textsOf } from './speech';

declare module './page' {
  interface Pages {
    'stop-outside.njk': object;
    'stop.njk': Unsent & { readonly reaches: boolean; readonly problem?: string };
    'stopped.njk': object;
  }
}

/** What would be removed. */
interface Unsent {
  readonly files: number;
  readonly entries: number;
}

/** Whether there is more than the page of a form said: that would be removed unseen. A form that does not say is not asked. */
const isMore = (now: Unsent, body: unknown): boolean =>
  (['files', 'entries'] as const).some((name) => {
    const shown = textField(body, name, 10);
    return shown !== '' && now[name] > Number(shown);
  });

/** How the victim leaves: quickly, or for good. */
@Controller()
export class LeaveController {
  constructor(
    private readonly sessions: Sessions,
    private readonly arrivals: Arrivals,
    private readonly diary: DiaryService,
    private readonly consent: ConsentService,
    private readonly entry: EntryService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * "Exit this page" does not come here: it goes straight to the harmless site, and tells us by a beacon (or, without a script, by a
   * ping) that the session is over. Neither waits for an answer.
   */
  @Post('/leave')
  async left(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.leave(request, response);
    response.status(204).end();
  }

  /** The same as a page to go to. Another site that leads here ends nothing: its request comes without the cookie, which stays. */
  @Get('/leave')
  async follow(@Req() request: Request, @Res() response: Response): Promise<void> {
    // A browser that fetches links ahead of time must not end the session.
    if (request.headers['sec-purpose'] !== undefined) {
      response.status(503).end();
      return;
    }
    await this.sessions.leave(request, response);
    response.redirect(303, this.config.intake.exitUrl);
  }

  @Get('/stop')
  async askToStop(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitorIfAny(request);
    if (visitor === undefined) {
      const { title } = textsOf(response).entry.stopOutside;
      show(response.status(401), 'stop-outside.njk', { title });
      return;
    }
    if (!isOwn(visitor)) {
      response.redirect(303, '/own-code?to=stop');
      return;
    }
    await this.renderStop(response, await this.unsent(visitor));
  }

  @Post('/stop')
  async stop(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const now = await this.unsent(visitor);
    if (isMore(now, body)) {
      await this.renderStop(response.status(409), now, textsOf(response).problems.of['entry-changed']);
      return;
    }
    await this.arrivals.discard(visitor);
    await this.consent.stopped(visitor);
    // Also in another window, where a file may still be on its way.
    await this.entry.leaveEverywhere();
    await this.sessions.end(request, response);
    // At once: an address of its own would have to be one that opens without a session, and so tells whoever finds it.
    show(response.status(200), 'stopped.njk', { title: textsOf(response).entry.stopped.title });
  }

  private async unsent(visitor: Visitor): Promise<Unsent> {
    const entries = (await this.diary.all(visitor)).filter(({ sentAt }) => sentAt === null);
    return { files: (await this.arrivals.list(visitor)).length, entries: entries.length };
  }

  private async renderStop(response: Response, unsent: Unsent, problem?: string): Promise<void> {
    const { title } = textsOf(response).said.stop;
    const reaches = await this.consent.reportReaches();
    show(response, 'stop.njk', { title, ...unsent, reaches, ...(problem !== undefined && { problem }) });
  }
}
