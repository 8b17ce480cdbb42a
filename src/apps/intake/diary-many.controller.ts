import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DiaryService, MOST_DRAFTS, type Answers, type Incident } from '../../features/diary';
import type { Visitor } from '../../features/invitations';
import { CLOCK, type Clock } from '../../kernel/clock';
import { Diaries } from './diaries';
import { writingTexts } from './diary-question.controller';
import { textField } from './form';
import {
  changeIn,
  isRefused,
  keptStatus,
  looked,
  MOST_ROWS,
  postedRows,
  rowBefore,
  rowFingerprint,
  rowsOf,
  verdictOn,
  withBoth,
  type ManyRow,
} from './many-form';
import { show } from './page';
import { Sessions } from './session';
import { textsOf } from './speech';
import { Steps } from './steps';
import type { Texts } from './texts/language';
import { newKey, pageOver, savingIn, type Saving } from './writing-page';

declare module './page' {
  interface Pages {
    'diary-many.njk': {
      readonly rows: readonly ManyRow[];
      readonly wrong: readonly { readonly text: string; readonly href: string }[];
      /** More rows can be had. */
      readonly more: boolean;
      readonly writingTexts: string;
      /** Of this page, however often it saves. */
      readonly key: string;
    };
  }
}

interface Read {
  readonly row: ManyRow;
  /** What is to be kept of it. */
  readonly change: Answers | undefined;
}

/** What happened before, written down in one go: a row for each time, kept while it is being written. */
@Controller('/diary/many')
export class DiaryManyController {
  constructor(
    private readonly sessions: Sessions,
    private readonly steps: Steps,
    private readonly diary: DiaryService,
    private readonly diaries: Diaries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async ask(
    @Query('rows') wanted: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const drafts = await this.drafts(await this.opened(request));
    const most = this.most(drafts);
    this.render(response, rowsOf(drafts, Number(wanted) || 0, this.clock.now(), most), most);
  }

  /** Every button keeps all that can be kept, whether it makes sense yet or not. */
  @Post()
  async answer(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.opened(request);
    const drafts = await this.drafts(visitor);
    const known = new Map<string, Incident>(drafts.map((entry) => [entry.id, entry]));
    const most = this.most(drafts);
    const saving = savingIn(body);
    const rows = postedRows(body)
      .slice(0, most)
      .map((row) => this.read(row, known.get(row.id), saving, textsOf(response)));
    const kept = rows.flatMap(({ row, change }) =>
      change === undefined || isRefused(row)
        ? []
        : [{ id: row.id, part: change, page: pageOver(known.get(row.id), saving) }],
    );
    if (kept.length > 0) await this.diaries.saveMany(visitor, kept);
    const go = textField(body, 'go', 10);
    const shown = rows.map(({ row }) => row);
    const wrong = shown.some(({ problem }) => problem !== undefined);
    const refused = shown.some(isRefused);
    if (go === 'keep') response.status(keptStatus(shown)).end();
    else if (refused || (wrong && go === 'on')) this.render(response.status(400), shown, most);
    else if (go === 'more')
      response.redirect(303, `/diary/many?rows=${shown.length + 10}#row-${shown.length}`);
    else response.redirect(303, '/diary');
  }

  private read(posted: ManyRow, before: Incident | undefined, saving: Saving, texts: Texts): Read {
    const verdict = verdictOn(posted, before, saving);
    if (verdict === 'same') return { row: posted, change: undefined };
    if (verdict === 'changed') return { row: withBoth(posted, before, texts), change: undefined };
    const change = changeIn(posted, before);
    const row = looked(posted, change, texts, this.clock.now());
    return { change, row: { ...row, shown: rowFingerprint(isRefused(row) ? rowBefore(before) : row) } };
  }

  private most(drafts: readonly Incident[]): number {
    const elsewhere = Math.max(0, drafts.length - MOST_ROWS);
    return Math.min(MOST_ROWS, MOST_DRAFTS - elsewhere);
  }

  private async drafts(visitor: Visitor): Promise<Incident[]> {
    return (await this.diary.all(visitor)).filter(({ sentAt }) => sentAt === null);
  }

  private render(response: Response, rows: readonly ManyRow[], most: number): void {
    const texts = textsOf(response);
    const wrong = rows.flatMap(({ problem, field = 'day' }, at) =>
      problem === undefined ? [] : [{ text: `${at + 1}: ${problem}`, href: `#${field}-${at + 1}` }],
    );
    show(response, 'diary-many.njk', {
      title: texts.diary.many.title,
      ...{ rows, wrong, more: rows.length < most },
      writingTexts: JSON.stringify(writingTexts(texts)),
      key: newKey(),
    });
  }

  private async opened(request: Request): Promise<Visitor> {
    const visitor = await this.sessions.visitor(request);
    await this.steps.requireDone(visitor);
    return visitor;
  }
}
