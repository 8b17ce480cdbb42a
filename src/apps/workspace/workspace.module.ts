import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ReportsModule } from '../../features/consent';
import { EmergencyModule } from '../../features/emergency';
import { IdentityModule } from '../../features/identity';
import type { Language } from '../intake/texts/language';
import { PlatformModule, type PlatformChoices } from '../platform.module';
import { AccountsArea } from './areas/accounts/accounts.module';
import { ApplicationsArea } from './areas/applications/applications.module';
import { AuditArea } from './areas/audit/audit.module';
import { BundlesArea } from './areas/bundles/bundles.module';
import { ClipArea } from './areas/clip/clip.module';
import { ConductArea } from './areas/conduct/conduct.module';
import { CorrectionsArea } from './areas/corrections/corrections.module';
import { CustodyArea } from './areas/custody/custody.module';
import { DisclosureArea } from './areas/disclosure/disclosure.module';
import { EmergencyArea } from './areas/emergency/emergency.module';
import { EvidenceArea } from './areas/evidence/evidence.module';
import { ExhibitsArea } from './areas/exhibits/exhibits.module';
import { HomeArea } from './areas/home/home.module';
import { InvestigationsArea } from './areas/investigations/investigations.module';
import { LinksArea } from './areas/links/links.module';
import { LiveArea } from './areas/live/live.module';
import { MessagesArea } from './areas/messages/messages.module';
import { RedactionArea } from './areas/redaction/redaction.module';
import { ReportsArea } from './areas/reports/reports.module';
import { RetentionArea } from './areas/retention/retention.module';
import { SchemeArea } from './areas/scheme/scheme.module';
import { SearchArea } from './areas/search/search.module';
import { SignInArea } from './areas/sign-in/sign-in.module';
import { TeamsArea } from './areas/teams/teams.module';
import { TriageArea } from './areas/triage/triage.module';
import { AccessGuard } from './shell/access/access.guard';
import { Reminders } from './shell/access/reminders';
import { HerLanguageModule } from './shell/link-language';
import { OpenApiModule } from './shell/api/openapi.module';
import { SessionModule } from './shell/session/session.module';

/** What officers do, each with its pages and its part of the JSON API. */
const AREAS = [
  AccountsArea,
  ApplicationsArea,
  AuditArea,
  BundlesArea,
  ClipArea,
  ConductArea,
  CorrectionsArea,
  CustodyArea,
  DisclosureArea,
  EmergencyArea,
  EvidenceArea,
  ExhibitsArea,
  HomeArea,
  InvestigationsArea,
  LinksArea,
  LiveArea,
  MessagesArea,
  RedactionArea,
  ReportsArea,
  RetentionArea,
  SchemeArea,
  SearchArea,
  SignInArea,
  TeamsArea,
  TriageArea,
];

/** Everything officers do, by pages and by the JSON API. */
@Module({})
export class WorkspaceModule {
  static forRoot(choices: PlatformChoices & { readonly languages: readonly Language[] }): DynamicModule {
    return {
      module: WorkspaceModule,
      imports: [
        PlatformModule.forRoot(choices),
        HerLanguageModule.forRoot(choices.languages),
        IdentityModule,
        EmergencyModule,
        ReportsModule,
        SessionModule,
        OpenApiModule,
        ...AREAS,
      ],
      providers: [Reminders, { provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}
