import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  AskForgotten,
  AskSupport,
  AskSupportEndings,
  AskVillages,
  type Caller,
  type EndingQuestions,
  type Grants,
  type StandingEnding,
  type SupportAnswers,
  type SupportQuestions,
  type VillageInScope,
} from '#contracts';
import { Inside } from '#platform';

/** For whom the gateway asks. */
interface VillagesFor {
  readonly caller: Caller;
  readonly grants: Grants;
}

/** What the gateway asks for sheets. */
@ApiExcludeController()
@Controller('asked')
export class AskedSupportController {
  constructor(private readonly queries: QueryBus) {}

  @Post('support')
  @Inside()
  @HttpCode(200)
  answer(@Body() questions: SupportQuestions): Promise<SupportAnswers> {
    return this.queries.execute(new AskSupport(questions));
  }

  @Post('support/endings')
  @Inside()
  @HttpCode(200)
  endings(@Body() questions: EndingQuestions): Promise<readonly StandingEnding[]> {
    return this.queries.execute(new AskSupportEndings(questions));
  }

  @Post('villages')
  @Inside()
  @HttpCode(200)
  villages(@Body() { caller, grants }: VillagesFor): Promise<readonly VillageInScope[]> {
    return this.queries.execute(new AskVillages(caller, grants));
  }

  @Post('forgotten')
  @Inside()
  @HttpCode(200)
  forgotten(): Promise<readonly string[]> {
    return this.queries.execute(new AskForgotten());
  }
}
