import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ReportsService } from '../../../../features/consent';
import { EmergencyService } from '../../../../features/emergency';
import { may, type Officer } from '../../../../features/identity';

/** What stands on every page of an officer. */
@Injectable()
export class Reminders {
  constructor(
    private readonly emergencies: EmergencyService,
    private readonly reports: ReportsService,
  ) {}

  async put(request: Request, { id, role }: Officer): Promise<void> {
    if (may(role, 'supervision')) {
      request.unseenEmergencies = await this.emergencies.unseen(id);
      request.waitingReports = await this.reports.waiting();
    }
    if (may(role, 'footage') && request.res !== undefined)
      request.res.locals['openEmergencies'] = await this.emergencies.openOf(id);
  }
}
