import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AgreementMissing, ConsentService } from '../../features/consent';
import { DiaryService, entriesFingerprint, type Incident, type Line } from '../../features/diary';
import { isOwn, NoticeNotConfirmed, OwnCodeNeeded, type Visitor } from '../../features/invitations';
import { SendingService, sendProblem, type Shown } from '../../features/submissions';
import { CLOCK, type Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { statusOf } from '../../platform/http';
import { Arrivals } from './arrivals';
import { entryLines } from './diary-lines';
import type { FileView } from './file-view';
import { listField, textField } from './form';
import { HerFiles } from './her-files';
import { show } from './page';
import { refusalWords } from './problems';
import { Sessions } from './session';
import { speechOf } from './speech';
import { homeIn } from './whose';

declare module './page' {
  interface Pages {
    'send-not-yet.njk': object;
    'send.njk': {
      /** That will be sent. */
      readonly files: readonly FileView[];
      /** That will not be, and why. */
      readonly kept: readonly FileView[];
      readonly removed: number;
      readonly entries: readonly { readonly id: string; readonly lines: readonly Line[] }[];
      /** Of all that is said in them. */
      readonly entriesShown: string;
      readonly reference: string | undefined;
      readonly problem: string | undefined;
    };
  }
}

/** More than any draft may hold. */
const MOST_CLIPS = 10_000;

/** What the page showed, and nothing that came after it. A page from before an upgrade calls it `shown`. */
function shownIn(body: unknown): Shown | undefined {
  if (!['given', 'shown'].some((name) => textField(body, name, 3) === 'yes')) return undefined;
  return {
    clips: new Set(listField(body, 'clip', MOST_CLIPS)),
    entries: textField(body, 'entries', 64),
  };
}

/** Everything once more, what sending means, and then the sending. */
@Controller('/send')
export class SendController {
  constructor(
    private readonly sessions: Sessions,
    private readonly arrivals: Arrivals,
    private readonly herFiles: HerFiles,
    private readonly sending: SendingService,
    private readonly diary: DiaryService,
    private readonly consent: ConsentService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const clips = await this.arrivals.list(visitor);
    const drafts = await this.drafts(visitor);
    if (await this.isAskedAnew(visitor)) {
      response.redirect(303, '/next');
    } else if (sendProblem(clips, drafts.length) !== undefined) {
      response.redirect(303, clips.length > 0 ? '/files' : homeIn(response));
    } else if (!isOwn(visitor)) {
      response.redirect(303, '/own-code?to=send');
    } else if (!(await this.consent.settled(visitor))) {
      show(response, 'send-not-yet.njk', { title: speechOf(response).t.send.notYet.title });
    } else await this.renderSend(response, visitor);
  }

  @Post()
  async send(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    try {
      const shown = shownIn(body);
      const asked = textField(body, 'reference', 20);
      const { reference } = await this.sending.send(visitor, asked, shown);
      response.redirect(303, `/receipts/${reference}`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error instanceof OwnCodeNeeded) response.redirect(303, '/own-code?to=send');
      else if (error instanceof AgreementMissing) response.redirect(303, '/send');
      else if (error instanceof NoticeNotConfirmed) response.redirect(303, '/notice');
      else
        await this.renderSend(
          response.status(statusOf(error)),
          visitor,
          refusalWords(speechOf(response), error),
        );
    }
  }

  /** Another person confirms first what they are asked by now. */
  private async isAskedAnew(visitor: Visitor): Promise<boolean> {
    return visitor.holder !== 'victim' && (await this.consent.next(visitor)) !== undefined;
  }

  private async drafts(visitor: Visitor): Promise<Incident[]> {
    return (await this.diary.all(visitor)).filter(({ sentAt }) => sentAt === null);
  }

  private async renderSend(response: Response, visitor: Visitor, problem?: string): Promise<void> {
    const speech = speechOf(response);
    const { files: all, removed } = await this.herFiles.list(visitor, speech);
    const drafts = await this.drafts(visitor);
    const entries = drafts.map((entry) => ({
      id: entry.id,
      lines: entryLines(speech, entry, this.clock.now()),
    }));
    const reference = await this.sending.reference(visitor);
    show(response, 'send.njk', {
      title: speech.t.send.title,
      files: all.filter(({ goes }) => goes),
      kept: all.filter(({ goes }) => !goes),
      removed: removed.length,
      entries,
      entriesShown: entriesFingerprint(drafts),
      reference,
      problem,
    });
  }
}
