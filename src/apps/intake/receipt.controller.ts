import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../config';
import { OwnCodeService, type AssistedSession } from '../../features/invitations';
import { HerNotesService, type HerNote } from '../../features/notes';
import { SendingService, type Receipt } from '../../features/submissions';
import { contentDisposition } from '../../platform/http';
import { show } from './page';
import { neutralPdf, receiptPdf } from './receipt-pdf';
import { receiptWords } from './receipt-words';
import { givenView, stateWords, type Given } from './sent-view';
import { Sessions } from './session';
import { speechOf } from './speech';
import { CHECK_COMMANDS } from './texts/commands';
import { contactFor } from './whose';

declare module './page' {
  interface Pages {
    'receipts.njk': {
      readonly given: Given;
      /** References of what an officer has left a word about. */
      readonly noted: ReadonlySet<string>;
      readonly assistedTimes: readonly AssistedSession[];
    };
    'receipt-plain.njk': { readonly receipt: Receipt; readonly commands: typeof CHECK_COMMANDS };
    'receipt.njk': {
      readonly receipt: Receipt;
      readonly checked: boolean;
      readonly state: string;
      readonly bytes: number;
      readonly notes: ReturnType<typeof notesByClip>;
      readonly entries: readonly string[];
      readonly commands: typeof CHECK_COMMANDS;
      readonly ask: string;
      readonly checkAt: string;
      readonly checkCode: string | undefined;
      readonly sizeWords: ReturnType<typeof receiptWords>['sizeWords'];
    };
  }
}

/** What the victim keeps of a sending: in full, or in words that say nothing of what it is about. */
@Controller('/receipts')
export class ReceiptController {
  constructor(
    private readonly sessions: Sessions,
    private readonly sending: SendingService,
    private readonly notes: HerNotesService,
    private readonly codes: OwnCodeService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const speech = speechOf(response);
    const { listTitle: title } = speech.t.receipt;
    const clipsWithNotes = new Set((await this.notes.list(visitor)).map(({ clipId }) => clipId));
    const receipts = await this.sending.list(visitor);
    const noted = new Set(
      receipts
        .filter(({ clips }) => clips.some(({ id }) => clipsWithNotes.has(id)))
        .map(({ reference }) => reference),
    );
    const given = givenView(speech, receipts, await this.sending.states());
    const assistedTimes = await this.codes.assistedSessions(visitor);
    show(response, 'receipts.njk', { title, given, noted, assistedTimes });
  }

  @Get('/:reference.pdf')
  async pdf(
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { receipt, ask } = await this.receipt(request, reference);
    const proof = await this.sending.proof(receipt.reference);
    download(
      response,
      // Its name says nothing of what it is, and is what it is found by.
      `${receipt.reference}.pdf`,
      await receiptPdf(speechOf(response), receipt, { ask, proof, checkAt: this.checkAt }),
    );
  }

  @Get('/:reference/plain.pdf')
  async neutralPdf(
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { receipt } = await this.receipt(request, reference);
    download(response, `note-${receipt.reference}.pdf`, await neutralPdf(speechOf(response), receipt));
  }

  @Get('/:reference/plain')
  async neutral(
    @Param('reference') reference: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { receipt } = await this.receipt(request, reference);
    show(response, 'receipt-plain.njk', {
      title: speechOf(response).t.receipt.neutral.title,
      receipt,
      commands: CHECK_COMMANDS,
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
    const speech = speechOf(response);
    const { entryLine, whomToAsk, sizeWords } = receiptWords(speech);
    const entries = receipt.incidents.map(entryLine);
    const { title } = speech.t.receipt;
    const checkCode = (await this.sending.proof(receipt.reference))?.checkCode;
    const told = {
      ...{ entries, commands: CHECK_COMMANDS, ask: whomToAsk(ask), sizeWords },
      ...{ checkAt: this.checkAt, checkCode },
    };
    const notes = notesByClip(await this.notes.list(await this.sessions.visitor(request)));
    const states = await this.sending.states();
    const state = stateWords(
      speech,
      states.find(({ reference: of }) => of === receipt.reference),
    );
    const bytes = receipt.clips.reduce((sum, { size }) => sum + size, 0);
    show(response, 'receipt.njk', { title, receipt, checked, state, bytes, notes, ...told });
  }

  /** Where receipts are checked. */
  private get checkAt(): string {
    return new URL('/check', this.config.intake.publicUrl).href;
  }

  /** @throws NotFound */
  private async receipt(request: Request, reference: string): Promise<{ receipt: Receipt; ask: string }> {
    const visitor = await this.sessions.visitor(request);
    const receipt = await this.sending.receipt(visitor, reference);
    return { receipt, ask: contactFor(visitor, this.config.intake.contact) };
  }
}

const notesByClip = (notes: readonly HerNote[]): Record<string, HerNote[]> => {
  const found: Record<string, HerNote[]> = {};
  for (const note of notes) (found[note.clipId] ??= []).push(note);
  return found;
};

function download(response: Response, name: string, bytes: Buffer): void {
  response.setHeader('Content-Disposition', contentDisposition('attachment', name));
  response.type('application/pdf').send(bytes);
}
