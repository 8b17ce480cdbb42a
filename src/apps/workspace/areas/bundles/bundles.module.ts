import { Module } from '@nestjs/common';
import { DisclosureModule, IssueModule } from '../../../../features/disclosure';
import { InvestigationsModule } from '../../../../features/investigations';
import { ClipsModule } from '../../shell/clips/clips.module';
import { BundleContent } from './bundle-content';
import { BundlePages } from './bundle-pages';
import { DisclosureBundlesController } from './bundles-api.controller';
import { DisclosureBundlePagesController } from './bundles-pages.controller';
import { DisclosureIssuesController } from './issues-api.controller';
import { IssuesPage } from './issues-page';
import { IssuePagesController } from './issues-pages.controller';

@Module({
  imports: [ClipsModule, DisclosureModule, InvestigationsModule, IssueModule],
  controllers: [
    DisclosureBundlesController,
    DisclosureBundlePagesController,
    DisclosureIssuesController,
    IssuePagesController,
  ],
  providers: [BundleContent, BundlePages, IssuesPage],
})
export class BundlesArea {}
