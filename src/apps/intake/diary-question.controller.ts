import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  DiaryService,
  EntryChanged,
  QUESTIONS,
  type Answers,
  type Line,
  type Question,
} from '../../features/diary';
import type { Visitor } from '../../features/invitations';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import { isUuid, type IncidentId } from '../../kernel/ids';
import type { WritingTexts } from './browser/shared/writing-texts';
import { Diaries } from './diaries';
import { filled, FIRST_FIELD, type Filled } from './diary-form';
import { incidentId } from './diary.controller';
import { entryLines } from './diary-lines';
import { textField } from './form';
import { show } from './page';
import { Sessions } from './session';
import { refusalWords } from './problems';
import { speechOf, textsOf } from './speech';
import { Steps } from './steps';
import type { Texts } from './texts/language';
import { carriedBy, carriedOf, pageOf, type Carried } from './writing-page';

declare module './page' {
  interface Pages {
    'diary-what.njk': QuestionView;
    'diary-when.njk': QuestionView;
    'diary-who.njk': QuestionView;
    'diary-said.njk': QuestionView;
    'diary-more.njk': QuestionView;
    'diary-order.njk': QuestionView;
  }
}

/** @throws NotFound */
function questionOf(text: string): Question {
  const found = QUESTIONS.find((question) => question === text);
  if (found === undefined) throw new NotFound('This page');
  return found;
}

export const writingTexts = ({ diary }: Texts): WritingTexts => {
  const { keeping, saved, noLine, signedOut, refused } = diary.page;
  return { keeping, saved, noLine, signedOut, refused, tooLong: diary.tooLong };
};

/** Where the victim came from: the page of the entry, or an earlier entry that this one adds to. */
interface Way {
  readonly follows: IncidentId | undefined;
  readonly toCheck: boolean;
}

function wayOf(given: unknown): Way {
  const to = textField(given, 'to', 40);
  return {
    follows: isUuid(to) ? (to as IncidentId) : undefined,
    toCheck: textField(given, 'back', 10) === 'check',
  };
}

interface QuestionView extends Way, Carried {
  readonly id: string;
  readonly given: Answers[Question];
  readonly problem: string | undefined;
  readonly field: string | undefined;
  /** What was written is kept, although it needs another look. */
  readonly kept: boolean;
  /** What has been saved in another place since; none of it where nothing has. */
  readonly elsewhere: readonly Line[];
  readonly back: string;
  readonly place: number;
  readonly places: number;
  readonly writingTexts: string;
}

interface Asked extends Filled {
  readonly carried: Carried;
  readonly elsewhere?: readonly Line[];
}

/** One question on a page. Pressing either button keeps what was written, whether it makes sense yet or not. */
@Controller('/diary/:id/:question')
export class DiaryQuestionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly steps: Steps,
    private readonly diary: DiaryService,
    private readonly diaries: Diaries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async ask(
    @Param('id') id: string,
    @Param('question') name: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const question = questionOf(name);
    await this.opened(request);
    const entry = await this.diary.find(incidentId(id));
    if (entry === undefined && question !== 'what') throw new NotFound('The entry');
    if (entry !== undefined && entry.sentAt !== null) response.redirect(303, `/diary/${id}`);
    else {
      const part = entry?.answers ?? {};
      this.render(response, id, question, { part, carried: carriedOf(part, question) }, wayOf(query));
    }
  }

  @Post()
  async answer(
    @Param('id') id: string,
    @Param('question') name: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const question = questionOf(name);
    const visitor = await this.opened(request);
    const entry = incidentId(id);
    const got = filled(textsOf(response), question, body, this.clock.now());
    const way = wayOf(body);
    const go = textField(body, 'go', 10);
    const carried = carriedBy(body);
    if (got.refused === true) {
      this.render(response.status(400), id, question, { ...got, carried }, way);
      return;
    }
    if (question !== 'what' && (await this.diary.find(entry)) === undefined) throw new NotFound('The entry');
    try {
      const page = pageOf(carried, question);
      await this.diaries.save(visitor, { id: entry, follows: way.follows, page }, got.part);
    } catch (error) {
      if (!(error instanceof EntryChanged)) throw error;
      await this.showBoth(
        response,
        entry,
        question,
        { ...got, problem: refusalWords(speechOf(response), error) },
        way,
      );
      return;
    }
    // The page's script keeps what is written while it is being written: nothing is asked of the victim yet.
    if (go === 'keep') response.status(204).end();
    else if (go === 'later') response.redirect(303, '/diary');
    else if (got.problem !== undefined)
      this.render(
        response.status(400),
        id,
        question,
        { ...got, carried: carriedOf(got.part, question) },
        way,
      );
    else response.redirect(303, this.after(id, question, way));
  }

  /** What is there now beside what was typed here: saved again, the second takes the place of the first. */
  private async showBoth(
    response: Response,
    id: IncidentId,
    question: Question,
    got: Filled,
    way: Way,
  ): Promise<void> {
    const { answers: now, sentAt } = (await this.diary.find(id)) ?? { answers: {}, sentAt: null };
    const entry = { answers: now, sentAt };
    const elsewhere = entryLines(speechOf(response), entry, this.clock.now()).filter(
      ({ page }) => page === question,
    );
    const shown = { ...got, field: FIRST_FIELD[question], carried: carriedOf(now, question), elsewhere };
    this.render(response.status(409), id, question, shown, way);
  }

  private after(id: string, question: Question, { toCheck }: Way): string {
    const next = toCheck ? undefined : QUESTIONS[QUESTIONS.indexOf(question) + 1];
    return next === undefined ? `/diary/${id}` : `/diary/${id}/${next}`;
  }

  private render(response: Response, id: string, question: Question, got: Asked, way: Way): void {
    const place = QUESTIONS.indexOf(question);
    const before = QUESTIONS[place - 1];
    const earlier = before === undefined ? '/diary' : `/diary/${id}/${before}`;
    const back = way.toCheck ? `/diary/${id}` : earlier;
    const given: Answers[Question] = got.part[question];
    const { problem, field, carried, elsewhere = [] } = got;
    show(response, `diary-${question}.njk`, {
      title: textsOf(response).diary.titles[question],
      id,
      given,
      problem,
      field,
      kept: problem !== undefined && got.refused !== true && elsewhere.length === 0,
      ...carried,
      elsewhere,
      ...way,
      back,
      place: place + 1,
      places: QUESTIONS.length,
      writingTexts: JSON.stringify(writingTexts(textsOf(response))),
    });
  }

  private async opened(request: Request): Promise<Visitor> {
    const visitor = await this.sessions.visitor(request);
    await this.steps.requireDone(visitor);
    return visitor;
  }
}
