import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Visitor } from '../../features/invitations';
import { SendingService, sendProblem, type Receipt } from '../../features/submissions';
import { DomainError } from '../../kernel/errors';
import { contentDisposition } from '../../platform/http';
import { Arrivals } from './arrivals';
import { fileView } from './file-view';
import { textField } from './form';
import { receiptPdf } from './receipt-pdf';
import { Sessions } from './session';

/** Sending, and what she keeps of it. */
@Controller()
export class SendController {
  constructor(
    private readonly sessions: Sessions,
    private readonly arrivals: Arrivals,
    private readonly sending: SendingService,
  ) {}

  @Get('/send')
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const clips = await this.arrivals.list(visitor);
    if (sendProblem(clips) !== undefined) response.redirect(303, '/files');
    else await this.renderSend(response, visitor);
  }

  @Post('/send')
  async send(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    try {
      const { reference } = await this.sending.send(visitor, textField(body, 'reference', 20));
      response.redirect(303, `/receipts/${reference}`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.renderSend(response.status(409), visitor, error.message);
    }
  }

  @Get('/receipts')
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    response.render('receipts.njk', { title: 'Your receipts', receipts: await this.sending.list(visitor) });
  }

  @Get('/receipts/:reference.pdf')
  async pdf(
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const receipt = await this.receipt(request, reference);
    const pdf = await receiptPdf(receipt);
    response.setHeader(
      'Content-Disposition',
      contentDisposition('attachment', `receipt-${receipt.reference}.pdf`),
    );
    response.type('application/pdf').send(pdf);
  }

  @Get('/receipts/:reference')
  async show(
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const receipt = await this.receipt(request, reference);
    const checked = receipt.clips.every((clip) => clip.storedSha256 !== null);
    response.render('receipt.njk', { title: 'Your receipt', receipt, checked });
  }

  private async receipt(request: Request, reference: string): Promise<Receipt> {
    return this.sending.receipt(await this.sessions.visitor(request), reference);
  }

  private async renderSend(response: Response, visitor: Visitor, problem?: string): Promise<void> {
    const files = (await this.arrivals.list(visitor)).map((clip) => fileView(clip));
    const reference = await this.sending.reference(visitor);
    response.render('send.njk', { title: 'Send your files', files, reference, problem });
  }
}
