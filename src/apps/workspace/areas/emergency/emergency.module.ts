import { Module } from '@nestjs/common';
import { EmergencyModule } from '../../../../features/emergency';
import { EmergencyController } from './emergency-api.controller';
import { EmergencyPagesController } from './emergency-pages.controller';

@Module({
  imports: [EmergencyModule],
  controllers: [EmergencyController, EmergencyPagesController],
})
export class EmergencyArea {}
