import type { Places } from '#accounts';
import { type Envelope, type LogName, RECORD_WITHDRAWN } from '#contracts';
import type { Ledger } from '#event-log';
import { fedReferences } from '#reference';

/** Reads one stream of one log, in order. */
export type ReadStream = (log: LogName, streamId: string) => Promise<readonly Pick<Envelope, 'type'>[]>;

/** Units and villages where both logs are of this process: what was entered a moment ago is there. */
export function placesInLogs(read: ReadStream): Places {
  const stands = async (log: LogName, streamId: string): Promise<boolean> => {
    const last = (await read(log, streamId)).at(-1);
    return last !== undefined && last.type !== RECORD_WITHDRAWN;
  };
  return {
    hasUnit: (unitId) => stands('directory', `unit-${unitId}`),
    hasVillage: (villageCode) => stands('households', `village-${villageCode}`),
  };
}

/** The same at the gateway: villages are another process's, so a new one is waited for, at most 2 s, as commands do. */
export function placesAtGateway(ledger: Ledger): Places {
  const own = placesInLogs((log, streamId) => ledger.log(log).history(streamId));
  const copy = fedReferences('directory', ledger);
  return {
    hasUnit: (unitId) => own.hasUnit(unitId),
    hasVillage: async (villageCode) => (await copy.village(villageCode)) !== undefined,
  };
}
