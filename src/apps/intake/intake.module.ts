import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '../../config';
import { ConsentModule } from '../../features/consent';
import { DiaryModule } from '../../features/diary';
import { CoachModule } from '../../features/footage';
import { EntryModule } from '../../features/invitations';
import { HerNotesModule } from '../../features/notes';
import { SubmissionsModule } from '../../features/submissions';
import { SharedLocks } from '../../platform/database';
import { openReceivingStore } from '../../platform/object-store';
import { PlatformModule, type PlatformChoices } from '../platform.module';
import { AboutController } from './about.controller';
import { AskController } from './ask.controller';
import { AgreementController } from './agreement.controller';
import { Arrivals, INCOMING } from './arrivals';
import { AssistedController } from './assisted.controller';
import { BSL_FILM, BslFilm } from './bsl-film';
import { BslController } from './bsl.controller';
import { CheckController } from './check.controller';
import { ChosenController } from './chosen.controller';
import { DiaryAside } from './diary-aside';
import { Diaries } from './diaries';
import { DiaryLookController } from './diary-look.controller';
import { DiaryManyController } from './diary-many.controller';
import { DiaryQuestionController } from './diary-question.controller';
import { DiaryController } from './diary.controller';
import { EarlierController } from './earlier.controller';
import { EasyReadController } from './easy-read.controller';
import { EntryController } from './entry.controller';
import { FirstBoard } from './first-board';
import { FirstController } from './first.controller';
import { FilesBoard } from './files-board';
import { FilesController } from './files.controller';
import { FormUpload } from './form-upload';
import { HelpController } from './help.controller';
import { HerFiles } from './her-files';
import { LanguageController } from './language.controller';
import { LeaveController } from './leave.controller';
import { LinkBodies } from './link-bodies';
import { LostController } from './lost.controller';
import { NotesController } from './notes.controller';
import { NoticeController } from './notice.controller';
import { OwnCodeController } from './own-code.controller';
import { ReceiptController } from './receipt.controller';
import { SaidController } from './said.controller';
import { SendController } from './send.controller';
import { RecipientModule } from './recipient/recipient.module';
import { Sessions } from './session';
import { StartController } from './start.controller';
import { Steps } from './steps';
import { StillController } from './still.controller';
import { TusUploads } from './tus';
import { UploadController } from './upload.controller';
import { WebsiteController } from './website.controller';

const incoming = (config: Config) => ({
  provide: INCOMING,
  useFactory: () => openReceivingStore(config.objects),
});

const bslFilm = ({ config, logger }: PlatformChoices) => ({
  provide: BSL_FILM,
  useFactory: () => BslFilm.open(config.intake.bsl, ({ message }) => logger.error(message)),
});

const locks = (url: string) => ({
  provide: SharedLocks,
  useFactory: () => new SharedLocks(url),
});

/** The public process. It holds no right, in the database or in the object store, to read what was sent. */
@Module({})
export class IntakeModule implements OnApplicationShutdown {
  constructor(private readonly locks: SharedLocks) {}

  onApplicationShutdown(): Promise<void> {
    return this.locks.close();
  }

  static forRoot(choices: PlatformChoices): DynamicModule {
    return {
      module: IntakeModule,
      imports: [
        PlatformModule.forRoot(choices),
        EntryModule,
        RecipientModule,
        ConsentModule,
        DiaryModule,
        SubmissionsModule,
        CoachModule,
        HerNotesModule,
      ],
      controllers: [
        EntryController,
        AssistedController,
        OwnCodeController,
        EarlierController,
        StartController,
        StillController,
        NoticeController,
        EasyReadController,
        BslController,
        AgreementController,
        // Before the entries, whose id they would be taken for.
        DiaryManyController,
        DiaryLookController,
        DiaryController,
        DiaryQuestionController,
        NotesController,
        FilesController,
        ChosenController,
        AboutController,
        AskController,
        FirstController,
        HelpController,
        SendController,
        ReceiptController,
        SaidController,
        LeaveController,
        LanguageController,
        LostController,
        WebsiteController,
        CheckController,
        UploadController,
      ],
      providers: [
        Sessions,
        Steps,
        Diaries,
        DiaryAside,
        Arrivals,
        HerFiles,
        FirstBoard,
        FilesBoard,
        FormUpload,
        LinkBodies,
        TusUploads,
        incoming(choices.config),
        bslFilm(choices),
        locks(choices.databaseUrl),
      ],
    };
  }
}
