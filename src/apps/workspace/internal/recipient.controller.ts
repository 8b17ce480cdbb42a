import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { recipientEntry, type GivenView, type recipientSession } from '../../../contracts/recipient';
import {
  type ArchiveInput,
  RecipientEntry,
  RecipientSessionEnded,
  RecipientsService,
} from '../../../features/disclosure';
import { actingAs } from '../../../platform/database';
import { givenView } from './given-view';
import { recipientReceiptPdf } from './receipt-pdf';

const beginning = z.strictObject({ all: z.boolean() });

/** The session that `POST` gave, as a bearer token (RFC 6750 section 2.1). @throws RecipientSessionEnded */
function sessionOf(request: Request): string {
  const session = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
  if (session === undefined) throw new RecipientSessionEnded();
  return session;
}

@Controller('recipient')
export class RecipientController {
  constructor(
    private readonly entry: RecipientEntry,
    private readonly recipients: RecipientsService,
  ) {}

  @Post('session')
  async enter(
    @Body({ schema: recipientEntry }) by: z.infer<typeof recipientEntry>,
  ): Promise<z.infer<typeof recipientSession>> {
    return { session: await this.entry.enter(by.token, by.code, by.address) };
  }

  @Delete('session')
  @HttpCode(204)
  async leave(@Req() request: Request): Promise<void> {
    await this.within(request, () => this.recipients.leave());
  }

  @Get('bundle')
  async bundle(@Req() request: Request): Promise<GivenView> {
    return givenView(await this.within(request, () => this.recipients.given()));
  }

  @Get('receipt.pdf')
  async receipt(@Req() request: Request, @Res() response: Response): Promise<void> {
    const view = givenView(await this.within(request, () => this.recipients.given()));
    const pdf = await recipientReceiptPdf(view, new Date());
    response.type('application/pdf').send(pdf);
  }

  /** For the issuer alone: which stored objects make the bundle up. 304 where it says that it knows (RFC 9110 section 13.1.2). */
  @Get('plan')
  async plan(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ArchiveInput | undefined> {
    const known = request.headers['if-none-match'] ?? '';
    const isKnown = (bundle: string): boolean => known.includes(`"${bundle}"`);
    const { bundle, input } = await this.within(request, () => this.recipients.plan(isKnown));
    response.setHeader('ETag', `"${bundle}"`);
    if (input === undefined) response.status(304);
    return input;
  }

  /** Asked again while a download runs. */
  @Get('standing')
  @HttpCode(204)
  async standing(@Req() request: Request): Promise<void> {
    await this.within(request, () => this.recipients.stillMay());
  }

  /** Asked by a page that stands open: the session is not used by that, and runs out all the same. */
  @Get('still')
  @HttpCode(204)
  async still(@Req() request: Request): Promise<void> {
    await this.within(request, () => this.recipients.look());
  }

  /** Logged before the first byte is sent. */
  @Post('downloads')
  @HttpCode(204)
  async begin(
    @Req() request: Request,
    @Body({ schema: beginning }) { all }: z.infer<typeof beginning>,
  ): Promise<void> {
    await this.within(request, () => this.recipients.beginOrGoOn(all));
  }

  /** @throws RecipientSessionEnded */
  private async within<T>(request: Request, work: () => Promise<T>): Promise<T> {
    try {
      return await actingAs({ kind: 'recipient', secret: sessionOf(request) }, work);
    } catch (error) {
      if (error instanceof RecipientSessionEnded) await this.entry.refused();
      throw error;
    }
  }
}
