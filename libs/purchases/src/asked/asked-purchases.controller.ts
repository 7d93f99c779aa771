import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { AskPurchases, type PurchaseAnswers, type PurchaseQuestions } from '#contracts';
import { Inside } from '#platform';

/** What the gateway asks for sheets. */
@ApiExcludeController()
@Controller('asked/purchases')
export class AskedPurchasesController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @Inside()
  @HttpCode(200)
  answer(@Body() questions: PurchaseQuestions): Promise<PurchaseAnswers> {
    return this.queries.execute(new AskPurchases(questions));
  }
}
