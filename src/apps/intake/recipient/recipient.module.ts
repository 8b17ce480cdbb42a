import { Module } from '@nestjs/common';
import { BundleGateway } from './gateway';
import { IssuerWatch } from './issuer-watch';
import { RecipientCookie } from './recipient-cookie';
import { RecipientController } from './recipient.controller';

/** Recipients of sealed files. Nothing of it reaches the database or a store: see `BundleGateway`. */
@Module({ controllers: [RecipientController], providers: [BundleGateway, IssuerWatch, RecipientCookie] })
export class RecipientModule {}
