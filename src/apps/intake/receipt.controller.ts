import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ConsentService } from '../../features/consent';
import { SendingService, type Receipt } from '../../features/submissions';
import { contentDisposition } from '../../platform/http';
import { neutralPdf, receiptPdf } from './receipt-pdf';
import { Sessions } from './session';
import { CHECKING, COMMANDS, NEUTRAL, NEXT, STOPPING, whomToAsk } from './texts/receipt.en';

/** What she keeps of a sending: in full, or in words that say nothing of what it is about. */
@Controller('/receipts')
export class ReceiptController {
  constructor(
    private readonly sessions: Sessions,
    private readonly sending: SendingService,
    private readonly consent: ConsentService,
  ) {}

  @Get()
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    response.render('receipts.njk', { title: 'Your receipts', receipts: await this.sending.list(visitor) });
  }

  @Get('/:reference.pdf')
  async pdf(
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { receipt, ask } = await this.receipt(request, reference);
    download(response, `receipt-${receipt.reference}.pdf`, await receiptPdf(receipt, ask));
  }

  @Get('/:reference/plain.pdf')
  async neutralPdf(
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { receipt } = await this.receipt(request, reference);
    download(response, `note-${receipt.reference}.pdf`, await neutralPdf(receipt));
  }

  @Get('/:reference/plain')
  async neutral(
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { receipt } = await this.receipt(request, reference);
    response.render('receipt-plain.njk', {
      title: NEUTRAL.title,
      receipt,
      words: NEUTRAL,
      commands: COMMANDS,
    });
  }

  @Get('/:reference')
  async show(
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { receipt, ask } = await this.receipt(request, reference);
    const checked = receipt.clips.every((clip) => clip.storedSha256 !== null);
    const words = {
      checking: CHECKING,
      commands: COMMANDS,
      next: NEXT,
      stopping: STOPPING,
      ask: whomToAsk(ask),
    };
    response.render('receipt.njk', { title: 'Your receipt', receipt, checked, words });
  }

  /** @throws NotFound */
  private async receipt(request: Request, reference: string): Promise<{ receipt: Receipt; ask: string }> {
    const visitor = await this.sessions.visitor(request);
    const receipt = await this.sending.receipt(visitor, reference);
    return { receipt, ask: await this.consent.whomToAsk(visitor) };
  }
}

function download(response: Response, name: string, bytes: Buffer): void {
  response.setHeader('Content-Disposition', contentDisposition('attachment', name));
  response.type('application/pdf').send(bytes);
}
