import { type Contender, isRelayed, type Ledger, setBack } from '#event-log';
import { FindingError } from '../finding-error.js';
import type { Print } from '../say.js';
import { LEASE_MS, type ServiceShape } from './open-service.js';

/** The data of one service of which nothing runs. */
export interface AtRest {
  readonly shape: Pick<ServiceShape, 'name' | 'logs'>;
  readonly ledger: Ledger;
  /** How long the lease of its logs lasts, ms; that of the product where not given. */
  readonly leaseMs?: number;
}

/**
 * Sets the logs of a service back, so that its next start publishes them from the first event. Harmless where the topics hold
 * events already: readers drop by position what they have read.
 * @throws FindingError where it publishes nothing, or while it runs
 */
export async function republishLogs({ shape, ledger, leaseMs = LEASE_MS }: AtRest, print: Print): Promise<void> {
  if (shape.logs.length === 0) throw new FindingError(`${shape.name} 没有自己的日志，无可发布。/ ${shape.name} has no log to publish.`);
  for (const log of shape.logs) {
    const result = await setBack(log, ledger.database, contender(leaseMs));
    if (result.outcome === 'RELAYED') throw stillRuns(shape.name);
    print(
      `${log}: 下次启动时从第 1 个事件起重新发布（此前到 ${result.from}）` +
        ` / published again from event 1 at the next start; it was at ${result.from}`,
    );
  }
}

/**
 * Empties read models and lets their readers begin anew.
 * @param names absent = all that read topics
 * @throws FindingError for an unknown name, or while a service that reads a log of its own runs
 */
export async function rereadTopics({ shape, ledger, leaseMs = LEASE_MS }: AtRest, names: readonly string[], print: Print): Promise<void> {
  const known = ledger.fed.map(({ projection }) => projection.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new FindingError(
      `${shape.name} 没有名为“${unknown.join('、')}”且从主题读取的汇总数据，可选 / no read model of it reads topics under this name, known: ${known.join(', ')}`,
    );
  }
  if (known.length === 0) {
    print(`${shape.name} 没有从主题读取的汇总数据，无需处理 / no read model of ${shape.name} reads topics; nothing to do`);
    return;
  }
  for (const log of shape.logs) if (await isRelayed(log, ledger.database, contender(leaseMs))) throw stillRuns(shape.name);
  const chosen = names.length === 0 ? known : names;
  await ledger.beginAnew(chosen);
  print(`${chosen.join(', ')}: 已清空，将从头读取日志和主题 / emptied, read from the beginning of logs and topics`);
}

function contender(leaseMs: number): Contender {
  return { owner: `operator-${process.pid}`, leaseMs };
}

function stillRuns(service: string): FindingError {
  return new FindingError(
    `${service} 仍在运行，未作改动。请先停止它的全部实例。/ ${service} is still running and nothing was changed. Stop all its instances first.`,
  );
}
