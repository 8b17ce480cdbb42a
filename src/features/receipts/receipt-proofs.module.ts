import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ReceiptProofEntity } from './receipt-proof.entity';
import { ReceiptProofsRepository } from './receipt-proofs.repository';
import { ReceiptProofsService } from './receipt-proofs.service';

/** The worker's: intake only reads what it makes. */
@Module({})
export class ReceiptProofsModule {
  /** @param timestamps the module of time stamps */
  static with(timestamps: DynamicModule): DynamicModule {
    return {
      module: ReceiptProofsModule,
      imports: [TypeOrmModule.forFeature([ReceiptProofEntity]), timestamps],
      providers: [ReceiptProofsRepository, ReceiptProofsService],
      exports: [ReceiptProofsService],
    };
  }
}
