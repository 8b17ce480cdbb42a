import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { ItemsViewService, TriageService, type SentClip } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import {
  CameraService,
  RedactionService,
  type Alike,
  type Film,
  type Mask,
} from '../../../../features/redaction';
import type { ClipId, RedactionId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { contentUrl } from '../../shell/clips/footage';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { idOf } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { coverForm } from './camera.model';
import { standingLine } from './redaction-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/redaction/camera.njk': {
      readonly clip: SentClip;
      readonly film: Film;
      readonly redaction: RedactionId;
      readonly version: number;
      readonly masks: readonly Mask[];
      readonly lines: readonly string[];
      readonly page: Paged<AlikeTile>;
      readonly form: FormState;
      /** What was refused, and why. */
      readonly refused: readonly { readonly name: string; readonly why: string }[];
      readonly done: number | undefined;
    };
  }
}

/** A clip of the same camera, with its small picture. */
interface AlikeTile extends Alike {
  readonly name: string;
  readonly at: Date;
  readonly url: string | undefined;
}

const PER_PAGE = 60;
const DONE_MAX = 200;
const query = z.strictObject({
  after: idOf<ClipId>().optional(),
  done: z.coerce.number().int().min(0).max(DONE_MAX).optional(),
});
const covering = defineForm({
  id: 'cover',
  schema: coverForm,
  labels: { clips: 'Clips' },
});

const nameOf = ({ exhibit, fileName }: Alike): string => exhibit ?? fileName;

type Asked = z.infer<typeof query>;
type State = Partial<Pick<PageState, 'form' | 'refused'>>;
interface PageState {
  readonly form: FormState;
  /** By clip. */
  readonly refused: ReadonlyMap<ClipId, string>;
}

/** What stands still over one clip, put over others of the same camera. */
@Controller('redactions/:id/camera')
@AccessFor('footage')
export class CameraPagesController {
  constructor(
    private readonly camera: CameraService,
    private readonly redactions: RedactionService,
    private readonly triage: TriageService,
    private readonly items: ItemsViewService,
  ) {}

  @Get()
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.redaction }) id: RedactionId,
    @Query({ schema: query }) asked: Asked,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id, asked);
  }

  @Post()
  async cover(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.redaction }) id: RedactionId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(covering, body, ({ clips }) => this.camera.cover(by.id, id, clips));
    if (!outcome.done) {
      await this.show(response, by, id, {}, { form: outcome.form }, outcome.status);
      return;
    }
    const refused = new Map(
      outcome.result.flatMap(({ clipId, why }) => (why === null ? [] : [[clipId, why]])),
    );
    const done = outcome.result.filter((one) => one.outcome === 'saved').length;
    if (refused.size === 0) goTo(response, `/redactions/${id}/camera?done=${done}`);
    else await this.show(response, by, id, { done }, { refused });
  }

  private async show(
    response: Response,
    by: Officer,
    id: RedactionId,
    { after, done }: Asked,
    { form = emptyForm(), refused = new Map() }: State = {},
    status = 200,
  ): Promise<void> {
    const { of, masks, clips } = await this.camera.alike(by.id, id, PER_PAGE + 1, after);
    const clip = await this.triage.clip(by.id, of.clipId);
    const shown = clips.slice(0, PER_PAGE).map((row) => row.id);
    const pictures = await this.items.pictures(by.id, clip.investigationId, shown);
    const tile = (row: Alike): AlikeTile => {
      const viewing = pictures.get(row.id);
      return {
        ...row,
        name: nameOf(row),
        at: row.eventAt ?? row.sentAt,
        url: viewing && contentUrl(viewing, 'view'),
      };
    };
    const names = new Map(clips.map((row) => [row.id, nameOf(row)]));
    const path = `/redactions/${id}/camera`;
    show(
      response,
      'areas/redaction/camera.njk',
      {
        title: 'The same camera',
        clip,
        film: await this.redactions.film(by.id, of.clipId),
        redaction: id,
        version: of.version,
        masks,
        lines: masks.map(standingLine),
        page: pagedOf(clips, { path, after, perPage: PER_PAGE }, tile),
        form,
        refused: [...refused].map(([id, why]) => ({ name: names.get(id) ?? 'Another clip', why })),
        done,
        summary: form.summary,
      },
      status,
    );
  }
}
