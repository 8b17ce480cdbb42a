import { Injectable } from '@nestjs/common';
import { ConsentService } from '../../features/consent';
import { EntryService, isOwn, type Visitor } from '../../features/invitations';
import { SendingService } from '../../features/submissions';
import { NOTHING_ON_THE_WAY, needsChoosing, totalOf, type Total } from './browser/shared/total';
import type { PageTexts } from './browser/shared/upload-texts';
import { aboutPath, type FileView } from './file-view';
import { FormUpload } from './form-upload';
import { HerFiles, type FileList } from './her-files';
import type { Speech } from './speech';

/** A file on the page, with the address of its own. */
type Listed = FileView & { readonly about: string };

/** How the address of a page is given to the page's script. */
type Naming = (path: string) => string;

const listed = (files: readonly FileView[], naming: Naming): Listed[] =>
  files.map((file) => ({ ...file, about: naming(aboutPath(file.id)) }));

/** What `upload.njk` shows: on the page of the files, and at the top of the diary. */
export interface BoardView extends FileList {
  /** To be chosen again. */
  readonly again: readonly FileView[];
  readonly rest: boolean;
  readonly summary: Total;
  readonly limit: number;
  readonly uploadTexts: string;
  /** The files once more, for the page's script. */
  readonly listed: string;
  /** They can be sent from here: nothing goes along that does not stand on the page, and nothing is left to be asked. */
  readonly straight: boolean;
  /** When the link ends, where that is soon: what is not sent by then cannot be opened any more. */
  readonly linkEnds: Date | undefined;
  /** What the draft is called: sent twice, it is sent once. */
  readonly reference: string | undefined;
}

@Injectable()
export class FilesBoard {
  constructor(
    private readonly files: HerFiles,
    private readonly upload: FormUpload,
    private readonly consent: ConsentService,
    private readonly sending: SendingService,
    private readonly entry: EntryService,
  ) {}

  async view(visitor: Visitor, speech: Speech, naming: Naming): Promise<BoardView> {
    const { upload: texts, problems } = speech.t;
    const noRoom = problems.of['storage-full'];
    const list = await this.files.list(visitor, speech);
    const summary = totalOf(texts, list.files, NOTHING_ON_THE_WAY);
    const settled = await this.consent.settled(visitor);
    return {
      limit: this.upload.largest,
      uploadTexts: JSON.stringify({ ...texts, noRoom } satisfies PageTexts),
      listed: JSON.stringify(listed(list.files, naming)),
      again: list.files.filter(needsChoosing),
      rest: summary.rest,
      summary,
      straight: isOwn(visitor) && settled && (await this.files.entries(visitor)) === 0,
      linkEnds: await this.entry.endsSoon(visitor),
      reference: await this.sending.reference(visitor),
      ...list,
    };
  }

  /** The same for the page's script, as it changes. */
  async listed(
    visitor: Visitor,
    speech: Speech,
    naming: Naming,
  ): Promise<FileList & { readonly files: readonly Listed[]; readonly reference: string }> {
    const list = await this.files.list(visitor, speech);
    const files = listed(list.files, naming);
    return { ...list, files, reference: (await this.sending.reference(visitor)) ?? '' };
  }
}
