import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '../../../platform/observability';
import type { IssuerState } from '../../../platform/services/ask-issuer';
import { LOGGER } from '../../platform.module';
import { BundleGateway } from './gateway';

/**
 * Whether recipients can fetch bundles, for whoever watches over intake. It is said in the log alone, once for each change: while the issuer
 * is away victims must still reach us, and a proxy would lead nobody to an intake that calls itself not ready.
 */
@Injectable()
export class IssuerWatch {
  private looking: Promise<void> | undefined;
  private said: IssuerState['kind'] = 'well';

  constructor(
    private readonly gateway: BundleGateway,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  look(): Promise<void> {
    this.looking ??= this.ask().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async ask(): Promise<void> {
    const state = await this.gateway.state();
    if (state.kind === this.said) return;
    this.said = state.kind;
    if (state.kind === 'well') this.logger.info('the issuer is back: bundles can be fetched');
    else this.logger.error({ why: state.sentence }, 'bundles cannot be fetched');
  }
}
