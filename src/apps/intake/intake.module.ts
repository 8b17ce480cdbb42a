import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '../../config';
import { CoachModule } from '../../features/footage';
import { EntryModule } from '../../features/invitations';
import { SubmissionsModule } from '../../features/submissions';
import { openIncomingStore } from '../../platform/object-store';
import { PlatformModule, type PlatformChoices } from '../platform.module';
import { AboutController } from './about.controller';
import { Arrivals, INCOMING } from './arrivals';
import { EntryController } from './entry.controller';
import { FilesController } from './files.controller';
import { FormUpload } from './form-upload';
import { HelpController } from './help.controller';
import { LeaveController } from './leave.controller';
import { NoticeController } from './notice.controller';
import { SendController } from './send.controller';
import { Sessions } from './session';
import { TusUploads } from './tus';
import { UploadController } from './upload.controller';

const incoming = (config: Config) => ({
  provide: INCOMING,
  useFactory: () => openIncomingStore(config.objects),
});

/** The public process. It holds no right, in the database or in the object store, to read what was sent. */
@Module({})
export class IntakeModule {
  static forRoot(choices: PlatformChoices): DynamicModule {
    return {
      module: IntakeModule,
      imports: [PlatformModule.forRoot(choices), EntryModule, SubmissionsModule, CoachModule],
      controllers: [
        EntryController,
        NoticeController,
        FilesController,
        AboutController,
        HelpController,
        SendController,
        LeaveController,
        UploadController,
      ],
      providers: [Sessions, Arrivals, FormUpload, TusUploads, incoming(choices.config)],
    };
  }
}
