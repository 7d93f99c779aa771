import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  AskPurchaseEndings,
  AskPurchases,
  type EndingQuestions,
  type PurchaseAnswers,
  type PurchaseQuestions,
  type StandingEnding,
} from '#contracts';
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

  @Post('endings')
  @Inside()
  @HttpCode(200)
  endings(@Body() questions: EndingQuestions): Promise<readonly StandingEnding[]> {
    return this.queries.execute(new AskPurchaseEndings(questions));
  }
}
