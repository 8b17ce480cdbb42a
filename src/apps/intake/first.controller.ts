import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Visitor } from '../../features/invitations';
import { NotFound } from '../../kernel/errors';
import { contentDisposition } from '../../platform/http';
import { FirstBoard, type First } from './first-board';
import { letter, type FirstRow } from './first-view';
import { typedText } from './form';
import { show } from './page';
import { Sessions } from './session';
import { speechOf } from './speech';
import { Steps } from './steps';

declare module './page' {
  interface Pages {
    'first.njk': Omit<First, 'rows'> & {
      readonly rows: readonly FirstRow[];
      /** Those that are folded away. */
      readonly more: readonly FirstRow[];
    };
    'first-letter.njk': {
      readonly make: string;
      readonly letter: string;
      readonly page: string;
      readonly date: string;
    };
  }
}

const SHOWN = 10;
const LONGEST_LETTER = 10_000;

/** What may be lost soon, and a request to keep it that its reader may copy or save. Nothing is kept and nobody is asked. */
@Controller('/first')
export class FirstController {
  constructor(
    private readonly sessions: Sessions,
    private readonly steps: Steps,
    private readonly board: FirstBoard,
  ) {}

  @Get()
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.opened(request);
    const speech = speechOf(response);
    const { rows, known, others } = await this.board.view(visitor, speech);
    const more = rows.slice(SHOWN);
    const { title } = speech.t.first;
    show(response, 'first.njk', { title, rows: rows.slice(0, SHOWN), more, known, others });
  }

  /** @throws NotFound: no such make, or none that takes requests */
  @Get('/:make')
  async draft(
    @Param('make') make: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.opened(request);
    const speech = speechOf(response);
    const found = await this.board.request(visitor, make);
    if (found === undefined) throw new NotFound('This page');
    const { name } = speech.t.makes[found.make];
    show(response, 'first-letter.njk', {
      title: speech.say(speech.t.first.letter.title, { name }),
      make: found.make,
      letter: letter(found.make, found.moments),
      page: found.asks.page ?? '',
      date: speech.format.date(`${found.asks.on}T12:00:00Z`),
    });
  }

  /** What was typed comes back as a file. @throws NotFound */
  @Post('/:make')
  async save(
    @Param('make') make: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const visitor = await this.opened(request);
    if ((await this.board.request(visitor, make)) === undefined) throw new NotFound('This page');
    const text = typedText(body, 'letter', LONGEST_LETTER);
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    response.setHeader('Content-Disposition', contentDisposition('attachment', 'letter.txt'));
    response.send(text);
  }

  private async opened(request: Request): Promise<Visitor> {
    const visitor = await this.sessions.visitor(request);
    await this.steps.requireDone(visitor);
    return visitor;
  }
}
