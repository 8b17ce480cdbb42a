import { Body, Controller, Delete, Get, Head, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  archiveObject,
  fromEvidence,
  RecipientDoor,
  RecipientSessionEnded,
  RecipientsService,
} from '../../../features/disclosure';
import { sendObject } from '../../../platform/http';
import type { EvidenceReader } from '../../../platform/object-store';
import { givenView, type GivenView } from './given-view';
import { recipientReceiptPdf } from './receipt-pdf';

/** Injection token of the EvidenceReader. */
export const EVIDENCE = Symbol('EvidenceReader of recipients');

/** How often a running download asks whether its link still lives. Milliseconds. */
const RECHECK_MS = 1_000;

const entry = z.strictObject({
  token: z.string().max(100),
  code: z.string().max(40),
  /** Where the recipient comes from, as intake sees it: it only limits guessing. */
  address: z.string().max(100),
});

/** The session that `POST` gave, as a bearer token (RFC 6750 section 2.1). @throws RecipientSessionEnded */
function sessionOf(request: Request): string {
  const session = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
  if (session === undefined) throw new RecipientSessionEnded();
  return session;
}

@Controller('recipient')
export class RecipientController {
  constructor(
    private readonly door: RecipientDoor,
    private readonly recipients: RecipientsService,
    @Inject(EVIDENCE) private readonly evidence: EvidenceReader,
  ) {}

  @Post('session')
  async enter(@Body({ schema: entry }) by: z.infer<typeof entry>): Promise<{ session: string }> {
    return { session: await this.door.enter(by.token, by.code, by.address) };
  }

  @Delete('session')
  @HttpCode(204)
  async leave(@Req() request: Request): Promise<void> {
    await this.recipients.leave(sessionOf(request));
  }

  @Get('bundle')
  async bundle(@Req() request: Request): Promise<GivenView> {
    return givenView(await this.recipients.given(sessionOf(request)));
  }

  @Get('receipt.pdf')
  async receipt(@Req() request: Request, @Res() response: Response): Promise<void> {
    const view = givenView(await this.recipients.given(sessionOf(request)));
    const pdf = await recipientReceiptPdf(view, new Date());
    response.type('application/pdf').send(pdf);
  }

  @Head('archive')
  async describe(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.archive(request, response);
  }

  /** Any range of the bytes. What is sent is logged before its first byte; a link that ends cuts it short. */
  @Get('archive')
  async archive(@Req() request: Request, @Res() response: Response): Promise<void> {
    const session = sessionOf(request);
    const plan = await this.recipients.plan(session);
    const archive = archiveObject(plan, fromEvidence(this.evidence));
    const ended = new AbortController();
    // A reset drops what the system still holds of the stream; an ordinary end would deliver it.
    ended.signal.addEventListener('abort', () => request.socket.resetAndDestroy());
    const watch = setInterval(() => {
      this.recipients.stillMay(session).catch(() => ended.abort());
    }, RECHECK_MS);
    try {
      const open: typeof archive.open = async (range) => {
        await this.recipients.beginOrGoOn(session, range.start === 0 && range.end === archive.size - 1);
        return archive.open(range);
      };
      await sendObject(request, response, { ...archive, open }, { signal: ended.signal });
    } finally {
      clearInterval(watch);
    }
  }
}
