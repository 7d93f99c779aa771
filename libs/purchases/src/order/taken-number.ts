import { Inject, Injectable } from '@nestjs/common';
import { type Caller, callerIn, type CommandContext, type CommandResult, isRefusal, type ProblemItem, refuseAll } from '#contracts';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken, seen } from '#reference';
import { ORDER_READING } from './order-access.js';
import { orderPlaces } from './order-places.js';
import { orderStream } from './order.js';

/**
 * That an 832 number is taken is said to everybody; by which order and by whom only to who sees that order. The decision
 * does not know who asks, so it is left out behind it.
 */
@Injectable()
export class TakenNumbers {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {}

  async toldTo(context: CommandContext, result: CommandResult): Promise<CommandResult> {
    if (!isRefusal(result) || result.problems.every(({ code }) => code !== 'ORDER.DUPLICATE')) return result;
    const caller = callerIn(context);
    return refuseAll(await Promise.all(result.problems.map((problem) => this.told(caller, problem))));
  }

  private async told(caller: Caller, problem: ProblemItem): Promise<ProblemItem> {
    if (problem.code !== 'ORDER.DUPLICATE' || (await this.sees(caller, String(problem.params?.['id'])))) return problem;
    const { id: _id, recordedBy: _by, ...params } = problem.params ?? {};
    return { ...problem, params };
  }

  private async sees(caller: Caller, orderId: string): Promise<boolean> {
    const scope = await this.references.scopeOf(caller, ORDER_READING);
    if (scope.everything) return true;
    const places = orderPlaces(await this.log.history(orderStream(orderId).id));
    return places !== undefined && seen(scope, places);
  }
}
